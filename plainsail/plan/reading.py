"""The files of a tree as objects. What both trees hold alike is read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_lib.kubernetes.objects import Document
from plainsail.errors import ProjectError
from plainsail.manifests.resource import Resource, without_nulls
from plainsail.manifests.yaml_reader import UnreadableYaml, load_placed
from plainsail.plan.trees import Tree

_ARGOCD = "argocd"

Objects = tuple[Resource, ...]


def read(before: Tree, after: Tree) -> tuple[Objects, Objects]:
    """The objects of both trees, those of equal files being the same. Raises `ProjectError` for what is no YAML."""
    known: dict[str, Objects] = {path: tuple(_objects(before, path)) for path in sorted(before.files)}
    new = [
        known[path] if before.files.get(path) == after.files[path] else tuple(_objects(after, path))
        for path in sorted(after.files)
    ]
    return tuple(each for found in known.values() for each in found), tuple(each for found in new for each in found)


def home_of(path: str) -> tuple[str | None, str | None]:
    """The environment and the app that a path of `dist/` names.

    >>> home_of("staging/backend/Service.backend.yaml"), home_of("argocd/staging/AppProject.a.yaml")
    (('staging', 'backend'), ('staging', None))
    """
    parts = path.split("/")
    if len(parts) > 2 and parts[0] == _ARGOCD:
        return parts[1], None
    return (parts[0], parts[1]) if len(parts) > 2 else (None, None)


def _objects(tree: Tree, path: str) -> Iterator[Resource]:
    environment, app = home_of(path)
    try:
        documents = load_placed(tree.files[path])
    except UnreadableYaml as error:
        raise ProjectError(f"{tree.name}: {path}:{error.line}: is no YAML of objects: {error.problem}") from None
    for line, document in documents:
        for each in _unpacked(document):
            if not is_object(each):
                raise ProjectError(
                    f"{tree.name}: {path}:{line}: is no object of Kubernetes; it needs apiVersion, kind and a name"
                )
            yield Resource(without_nulls(each), f"dist/{path}", line, environment, app, "")


def _unpacked(document: Document) -> Iterator[Document]:
    """The objects of a `List`, or the object itself."""
    items = document.get("items")
    if document.get("apiVersion") == "v1" and document.get("kind") == "List" and isinstance(items, list):
        for item in items:
            yield from _unpacked(item) if isinstance(item, dict) else ()
    else:
        yield document


def is_object(document: Mapping[str, Any]) -> bool:
    """Whether a document can be told from others."""
    metadata = document.get("metadata")
    if not isinstance(metadata, dict) or not all(_is_text(document.get(name)) for name in ("apiVersion", "kind")):
        return False
    if not isinstance(metadata.get("namespace"), str | None):
        return False
    if not all(isinstance(metadata.get(name), dict | None) for name in ("annotations", "labels")):
        return False
    return any(_is_text(metadata.get(name)) for name in ("name", "generateName"))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)
