"""One rendered object, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from constructs_lib.kubernetes.objects import Document, Key, key_of
from plainsail.location import Location
from plainsail.manifests.groups import GROUPS


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
    kubernetes_version: str

    @cached_property
    def key(self) -> Key:
        """Group, kind, namespace, name."""
        return key_of(self.document)

    @property
    def kind(self) -> str:
        """`Deployment`."""
        return self.key.kind

    @property
    def name(self) -> str:
        """`metadata.name`."""
        return self.key.name

    @property
    def namespace(self) -> str | None:
        """`metadata.namespace`."""
        return self.key.namespace

    @property
    def spec(self) -> dict[str, Any]:
        """`spec`, empty where there is none."""
        spec: dict[str, Any] = self.document.get("spec", {})
        return spec

    @property
    def annotations(self) -> dict[str, str]:
        """`metadata.annotations`."""
        annotations: dict[str, str] = self.document["metadata"].get("annotations", {})
        return annotations

    @property
    def labels(self) -> dict[str, str]:
        """`metadata.labels`."""
        labels: dict[str, str] = self.document["metadata"].get("labels", {})
        return labels

    def where(self, field: str = "") -> Location:
        """A field of this object, as a finding names it."""
        return Location(
            path=self.path,
            line=self.line,
            environment=self.environment,
            app=self.app,
            object=str(self.key),
            field=field,
            namespace=self.namespace,
        )

    def is_a(self, *kinds: str) -> bool:
        """Whether it is of one of the kinds, in the group that the kind belongs to."""
        return any(self.key.kind == kind and self.key.group == GROUPS[kind] for kind in kinds)


def without_nulls(value: Any) -> Any:
    """The value without mapping entries that are null, at any depth."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return value
