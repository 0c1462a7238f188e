"""What of an app's objects a file of somebody else's says, plain YAML or a chart, and on which line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from constructs_lib.kubernetes.objects import Document, Key, key_of
from constructs_lib.kubernetes.paths import Path, format_path, leaves, name_of
from constructs_lib.settings import HelmRelease, Manifests
from plainsail.attribution.changes import CHART, SOURCE
from plainsail.provenance import SettingPath
from plainsail.provenance.tracer import Origin
from plainsail.render.vendored.delivered import root_of
from plainsail.render.vendored.objects import VendoredObject, vendored

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from plainsail.render.released.objects import ReleasedObject


class Vendored:
    """The objects of an app that come from its source, or from its chart; none, for an app that has neither."""

    def __init__(self, environment: Environment, documents: Mapping[str, Document]) -> None:
        """`documents` are all objects of the app, by their files in `dist/`."""
        self._documents = documents
        self._environment = environment
        self._values: dict[str, tuple[dict[Path, Any], dict[Path, Any]]] = {}

    def __bool__(self) -> bool:
        return isinstance(self._environment, HelmRelease | Manifests)

    @property
    def setting(self) -> SettingPath:
        """The setting that names what somebody else wrote."""
        return CHART if isinstance(self._environment, HelmRelease) else SOURCE

    def says(self, file: str, field: Path) -> bool:
        """Whether a field holds what the source or the chart says of it."""
        if file not in self._objects:
            return False
        if file not in self._values:
            found = self._objects[file]
            theirs = found.source.document if isinstance(found, VendoredObject) else found.document
            self._values[file] = dict(leaves(theirs)), dict(leaves(self._documents[file]))
        told, ours = self._values[file]
        return field in told and field in ours and told[field] == ours[field]

    def origin(self, file: str, field: Path) -> Origin | None:
        """The line of the source or the template with a field, or with the nearest that it would stand in."""
        found = self._objects.get(file)
        if found is None:
            return None
        root = root_of(self._environment)
        if not isinstance(found, VendoredObject):
            return _in_template(root.resolve(), found, field)
        line = found.source.line(format_path(field))
        path = found.source.file.path
        return Origin("vendored", root / path, path, line, found.source.file.text.splitlines()[line - 1].strip())

    @cached_property
    def _objects(self) -> Mapping[str, VendoredObject | ReleasedObject]:
        objects: list[VendoredObject] | list[ReleasedObject] = []
        if isinstance(self._environment, HelmRelease):
            from plainsail.render.released.objects import released  # with Helm's door, which few apps need

            objects = list(released(self._environment).objects)
        elif isinstance(self._environment, Manifests):
            objects = vendored(self._environment)
        by_key: dict[Key, VendoredObject | ReleasedObject] = {each.key: each for each in objects}
        keys = {file: key_of(document) for file, document in self._documents.items()}
        return {file: by_key[key] for file, key in keys.items() if key in by_key}


def _in_template(root: File, found: ReleasedObject, field: Path) -> Origin | None:
    """The first line of the template that writes a key of that name, or of what it stands in; else its first."""
    file = File(found.template.path)
    if not file.is_file():  # in an archive
        return None
    rows = file.read_text(encoding="utf-8", errors="replace").splitlines()
    for part in reversed(field):
        key = re.compile(rf"\s*(- )?[\"']?{re.escape(name_of(part))}[\"']?:")
        if line := next((number for number, row in enumerate(rows, 1) if key.match(row)), 0):
            break
    else:
        line = 1
    text = rows[line - 1].strip() if rows else ""
    return Origin("chart", file, file.relative_to(root).as_posix(), line, text)
