"""What of an app's objects a file of somebody else's says, and on which line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.objects import Document, Key, key_of
from constructs_lib.kubernetes.paths import Path, format_path, leaves
from constructs_lib.settings import Manifests
from plainsail.provenance.tracer import Origin
from plainsail.render.vendored.objects import VendoredObject, root_of, vendored

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


class Vendored:
    """The objects of an app that come from its source; none, for an app that has no source."""

    def __init__(self, environment: Environment, documents: Mapping[str, Document]) -> None:
        """`documents` are all objects of the app, by their files in `dist/`."""
        self._documents = documents
        self._environment = environment
        self._values: dict[str, tuple[dict[Path, Any], dict[Path, Any]]] = {}

    def __bool__(self) -> bool:
        return isinstance(self._environment, Manifests)

    def says(self, file: str, field: Path) -> bool:
        """Whether a field holds what the source says of it."""
        if file not in self._objects:
            return False
        if file not in self._values:
            both = self._objects[file].source.document, self._documents[file]
            self._values[file] = dict(leaves(both[0])), dict(leaves(both[1]))
        theirs, ours = self._values[file]
        return field in theirs and field in ours and theirs[field] == ours[field]

    def origin(self, file: str, field: Path) -> Origin | None:
        """The line of the source with a field, or with the nearest that it would stand in."""
        if file not in self._objects or not isinstance(self._environment, Manifests):
            return None
        source = self._objects[file].source
        line = source.line(format_path(field))
        path = root_of(self._environment) / source.file.path
        return Origin("vendored", path, source.file.path, line, source.file.text.splitlines()[line - 1].strip())

    @cached_property
    def _objects(self) -> Mapping[str, VendoredObject]:
        if not isinstance(self._environment, Manifests):
            return {}
        by_key: dict[Key, VendoredObject] = {each.key: each for each in vendored(self._environment)}
        keys = {file: key_of(document) for file, document in self._documents.items()}
        return {file: by_key[key] for file, key in keys.items() if key in by_key}
