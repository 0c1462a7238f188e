"""Which vendored objects live in a namespace: what Kubernetes and CustomResourceDefinitions say of their kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.kubernetes.scopes import CLUSTER_SCOPED
from plainsail.errors import ProjectError
from plainsail.library import folders_of
from plainsail.project.project import DEFINITIONS
from plainsail.render.vendored.files import SourceObject
from plainsail.schemas import core_schemas
from plainsail.schemas.crd_schemas import CrdFiles, names
from plainsail.yaml_reader import files_below

_Scopes = Mapping[tuple[str, str], str]
"""By group and kind: `Namespaced` or `Cluster`."""


class Scopes:
    """The scopes of kinds: those that a source defines, those of Kubernetes, those of the folders of definitions."""

    def __init__(self, root: Path, documents: Iterable[Document]) -> None:
        self._root = root
        self._defined = {name: scope for crd in documents if (name := names(crd)) and (scope := _scope_of(crd))}

    def is_namespaced(self, found: SourceObject) -> bool:
        """Whether an object lives in a namespace. Raises `ProjectError` where nobody knows and it names none."""
        known = self.known(found.document)
        if known is not None or found.key.namespace:
            return known is not False
        group, kind, *_ = found.key
        remedy = f"put its CustomResourceDefinition into the source, or into {DEFINITIONS}/{group}.yaml"
        raise ProjectError(f"{found.place}: nothing tells whether {kind} of {group} lives in a namespace; {remedy}")

    def known(self, document: Document) -> bool | None:
        """Whether an object lives in a namespace; None where nobody knows."""
        group, kind, *_ = key_of(document)
        if scope := self._defined.get((group, kind)):
            return scope != "Cluster"
        if kind in CLUSTER_SCOPED.get(group, ()):
            return False
        api_version = str(document["apiVersion"])
        if "." not in group or any(core_schemas.has(minor, api_version, kind) for minor in core_schemas.minors()):
            return True
        scope = _scope(self._root, group, kind)
        return scope != "Cluster" if scope else None


def _scope(root: Path, group: str, kind: str) -> str | None:
    folders = folders_of(DEFINITIONS, root)
    stamps = [(path, path.stat().st_mtime_ns) for folder in folders for path in files_below(folder)]
    return _looked_up(tuple(folders), tuple(stamps), group, kind)


@lru_cache(maxsize=256)  # all settings that are tried ask for the same kinds
def _looked_up(folders: Sequence[Path], _stamps: Sequence[Any], group: str, kind: str) -> str | None:
    crd = CrdFiles(folders).find(group, kind)
    return _scope_of(crd) if crd else None


def _scope_of(crd: Document) -> str | None:
    match crd:
        case {"spec": {"scope": str(scope)}}:
            return scope
    return None
