"""One rendered object, and where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

from constructs_lib.kubernetes.hashed_names import known_as
from constructs_lib.kubernetes.objects import Document, Key, key_of
from constructs_lib.kubernetes.paths import Part, Path, canonical, format_path, parse_path
from plainsail.location import Location
from plainsail.manifests.fields import mapping, texts
from plainsail.manifests.kinds import group_of

Field: TypeAlias = str | Sequence[Part | int]
"""A path to a field: as text, or as keys and indices."""


@dataclass(frozen=True, eq=False)
class Resource:
    """One object, and where it comes from."""

    document: Document
    path: str
    """Its file."""
    line: int
    """The line at which it begins."""
    environment: str | None
    """The environment that its folder in `dist/` names; None for somebody's plain YAML."""
    app: str | None
    """The app that its folder names; None in Argo CD's folder, and for somebody's plain YAML."""
    kubernetes_version: str = ""
    """The version that judges it; empty where none does."""
    written: Document | None = None
    """The object with its nulls, where it has any: its schema alone knows which are values, and which are no fields."""
    vendored: bool = False
    """Whether it is somebody else's, and the project only renders it."""

    @property
    def is_ours(self) -> bool:
        """Whether a project says it: whoever renders it knows what is meant, and all that stands around it."""
        return self.environment is not None and not self.vendored

    @cached_property
    def key(self) -> Key:
        """Group, kind, namespace, name."""
        return key_of(self.document)

    @cached_property
    def kind(self) -> str:
        """`Deployment`."""
        return self.key.kind

    @cached_property
    def name(self) -> str:
        """`metadata.name`."""
        return self.key.name

    @cached_property
    def namespace(self) -> str | None:
        """`metadata.namespace`."""
        return self.key.namespace

    @cached_property
    def spec(self) -> dict[str, Any]:
        """`spec`, empty where there is none."""
        return mapping(self.document, "spec")

    @cached_property
    def annotations(self) -> dict[str, str]:
        """`metadata.annotations`."""
        return texts(self.document, "metadata", "annotations")

    @cached_property
    def labels(self) -> dict[str, str]:
        """`metadata.labels`."""
        return texts(self.document, "metadata", "labels")

    def where(self, field: Field = "", *within: Part | int, below: Path = ()) -> Location:
        """A field of this object, as a finding names it: a path in any spelling, and keys and indices within it.

        `where("spec.ports", 0, "targetPort")` is the field `spec.ports[80].targetPort`. `below` is where the path
        begins.
        """
        try:
            path = parse_path(field) if field and isinstance(field, str) else field
            shown = format_path(canonical(self.document, (*below, *path, *within)))
        except ValueError:  # a name that no path can hold
            shown = ".".join(filter(None, (format_path(below), str(field))))
        return Location(
            path=self.path,
            line=self.line,
            environment=self.environment,
            app=self.app,
            object=known_as(self.key, self.app),
            field=shown,
            namespace=self.namespace,
            vendored=self.vendored,
        )

    def moved(self, namespace: str | None) -> "Resource":
        """The object as if it lived in another namespace, to ask for what lives there; None for every namespace."""
        metadata = {**self.document["metadata"], "namespace": namespace}
        if namespace is None:
            del metadata["namespace"]
        return replace(self, document={**self.document, "metadata": metadata})

    def missing(self, kind: str, name: str) -> Location:
        """An object beside this one that is not rendered."""
        path = f"{self.path.rpartition('/')[0]}/{kind}.{name}.yaml"
        return Location(path, 1, self.environment, self.app, f"{kind}/{name}", namespace=self.namespace)

    def is_a(self, *kinds: str) -> bool:
        """Whether it is of one of the kinds, in the group that the kind belongs to."""
        group, kind, *_ = self.key
        return kind in kinds and group == group_of(kind)
