"""Files of YAML as the objects that checks judge: those of `dist/`, or anybody's."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from constructs_lib.kubernetes.objects import Document
from plainsail.errors import ProjectError
from plainsail.location import Location
from plainsail.manifests.manifests import Broken
from plainsail.manifests.resource import Resource, without_nulls
from plainsail.manifests.yaml_reader import UnreadableYaml, load_placed

STDIN = "-"
_ENDINGS = (".yaml", ".yml", ".json")
_ARGOCD = "argocd"


@dataclass(frozen=True)
class Reading:
    """What was found in the files."""

    resources: tuple[Resource, ...]
    broken: tuple[Broken, ...]


def read_dist(dist: Path, versions: Mapping[str, str]) -> Reading:
    """`dist/`; `versions` gives the Kubernetes version of `<env>/<app>`. Raises `ProjectError` where nothing is there.

    Objects for Argo CD are judged by the version of the environment's first app.
    """
    if not dist.is_dir():
        raise ProjectError(f"{dist.name}/ is not there; run `plainsail synth`, or name other YAML: --path DIR")
    return _reading(_of_file(path, _shown(path, dist.parent), *_home(path, dist, versions)) for path in _files(dist))


def read_path(path: str, kubernetes_version: str) -> Reading:
    """Somebody's YAML: a file, all files below a folder, or `-` for standard input. Raises `ProjectError`."""
    if path == STDIN:
        return _reading([_of_text(sys.stdin.read(), "standard input", None, None, kubernetes_version)])
    folder = Path(path)
    if not folder.exists():
        raise ProjectError(f"{path}: there is no such file or folder; name one, or - for standard input")
    files = [folder] if folder.is_file() else _files(folder)
    return _reading(_of_file(file, str(file), None, None, kubernetes_version) for file in files)


def _reading(parts: Iterable[Iterator[Resource | Broken]]) -> Reading:
    found = [each for part in parts for each in part]
    return Reading(
        tuple(each for each in found if isinstance(each, Resource)),
        tuple(each for each in found if isinstance(each, Broken)),
    )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS and path.is_file())


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _home(path: Path, dist: Path, versions: Mapping[str, str]) -> tuple[str | None, str | None, str]:
    """Environment, app and Kubernetes version of a file of `dist/`, as its folder says them."""
    parts = path.relative_to(dist).parts
    newest = max(versions.values(), default="1.36")
    if len(parts) > 2 and parts[0] == _ARGOCD:
        of_env = (version for label, version in sorted(versions.items()) if label.startswith(f"{parts[1]}/"))
        return parts[1], None, next(of_env, newest)
    if len(parts) > 2:
        return parts[0], parts[1], versions.get("/".join(parts[:2]), newest)
    return None, None, newest


def _of_file(
    path: Path, shown: str, environment: str | None, app: str | None, version: str
) -> Iterator[Resource | Broken]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        yield Broken(Location(shown, 1, environment, app), f"cannot be read: {str(error).lower()}")
        return
    yield from _of_text(text, shown, environment, app, version)


def _of_text(
    text: str, shown: str, environment: str | None, app: str | None, version: str
) -> Iterator[Resource | Broken]:
    try:
        documents = load_placed(text)
    except UnreadableYaml as error:
        yield Broken(Location(shown, error.line, environment, app), f"is no YAML of objects: {error.problem}")
        return
    for line, document in documents:
        for each in _unpacked(document):
            if missing := _missing(each):
                yield Broken(
                    Location(shown, line, environment, app), f"is no object of Kubernetes: it has no {missing}"
                )
            else:
                yield Resource(without_nulls(each), shown, line, environment, app, version)


def _unpacked(document: Document) -> Iterator[Document]:
    """The objects of a `List`, or the object itself."""
    items = document.get("items")
    if document.get("apiVersion") == "v1" and document.get("kind") == "List" and isinstance(items, list):
        for item in items:
            yield from _unpacked(item) if isinstance(item, dict) else ()
    else:
        yield document


def _missing(document: Document) -> str | None:
    """What an object cannot go without, to be told from others."""
    for name in ("apiVersion", "kind"):
        if not isinstance(document.get(name), str) or not document[name]:
            return name
    metadata = document.get("metadata")
    if not isinstance(metadata, dict):
        return "metadata"
    for name in ("name", "generateName"):
        if isinstance(metadata.get(name), str) and metadata[name]:
            return None
    return "metadata.name"
