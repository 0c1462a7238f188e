"""YAML as objects, sorted by whether checks may rely on their shape: `dist/`, one side of a plan, or anybody's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from constructs_lib.kubernetes.objects import Document, without_nulls
from plainsail.delivery import Delivery
from plainsail.errors import ProjectError
from plainsail.location import Location
from plainsail.manifests.argocd import ARGOCD
from plainsail.manifests.fields import text
from plainsail.manifests.manifests import Broken, Manifests
from plainsail.manifests.resource import Resource
from plainsail.yaml_reader import MOST_CHARACTERS, UnreadableYaml, files_below, read

if TYPE_CHECKING:
    from plainsail.schemas import NoSchema, Problem

STDIN = "-"
_DEFINITION = "CustomResourceDefinition"


@dataclass(frozen=True)
class Reading:
    """What the files hold."""

    resources: tuple[Resource, ...]
    broken: tuple[Broken, ...]


def read_dist(dist: Path, versions: Mapping[str, str]) -> Reading:
    """`dist/`; `versions` gives the Kubernetes version of `<env>/<app>`. Raises `ProjectError` where nothing is there.

    Objects for Argo CD are judged by the version of the environment's first app.
    """
    if not dist.is_dir():
        raise ProjectError(f"{dist.name}/ is not there; run `plainsail synth`, or name other YAML: --path DIR")
    newest = max(versions.values(), default="1.36")
    first = {label.partition("/")[0]: version for label, version in sorted(versions.items(), reverse=True)}

    def objects(path: Path) -> Iterator[Resource | Broken]:
        environment, app = home_of(path.relative_to(dist).as_posix())
        version = versions.get(f"{environment}/{app}", newest) if app else first.get(environment or "", newest)
        return _of_file(path, path.relative_to(dist.parent).as_posix(), environment, app, version)

    return _reading(map(objects, files_below(dist)), fix="run `plainsail synth`")


def read_path(path: str, kubernetes_version: str) -> Reading:
    """Somebody's YAML: a file, all files below a folder, or `-` for standard input. Raises `ProjectError`."""
    if path == STDIN:
        if sys.stdin is None:
            raise ProjectError("-: standard input is closed; pipe YAML into it")
        return _reading([_of_stream(lambda: nullcontext(sys.stdin), "standard input", None, None, kubernetes_version)])
    folder = Path(path)
    if not folder.exists():
        raise ProjectError(f"{path}: there is no such file or folder; name one, or - for standard input")
    files = [folder] if folder.is_file() else files_below(folder)
    return _reading(_of_file(file, str(file), None, None, kubernetes_version) for file in files)


def home_of(path: str) -> tuple[str | None, str | None]:
    """The environment and the app that a path below `dist/` names.

    >>> home_of("staging/backend/Service.backend.yaml"), home_of("argocd/staging/AppProject.a.yaml")
    (('staging', 'backend'), ('staging', None))
    """
    parts = path.split("/")
    if len(parts) > 2 and parts[0] == ARGOCD:
        return parts[1], None
    return (parts[0], parts[1]) if len(parts) > 2 else (None, None)


def objects_of(
    content: str, path: str, environment: str | None, app: str | None, kubernetes_version: str = ""
) -> Iterator[Resource | Broken]:
    """The objects of one file, those of a `List` each by itself; and what is none."""
    for result in read(content):
        where = Location(path, result.line, environment, app)
        if isinstance(result, UnreadableYaml):
            yield Broken(where, f"is no YAML of objects: {result.problem}", "correct the YAML")
            continue
        for item in _unpacked(result.content):
            if not isinstance(item, dict):
                yield Broken(where, "is no object of Kubernetes: an item of the List is no mapping")
            elif missing := _missing(item):
                yield Broken(where, f"is no object of Kubernetes: it has no {missing}")
            else:
                # Among the properties of a schema, null is a schema without a word: its judge reads it so.
                document = item if item["kind"] == _DEFINITION else without_nulls(item)
                yield Resource(document, path, result.line, environment, app, kubernetes_version)


def _reading(parts: Iterable[Iterator[Resource | Broken]], fix: str | None = None) -> Reading:
    results = [result for part in parts for result in part]
    broken = (result for result in results if isinstance(result, Broken))
    return Reading(
        tuple(result for result in results if isinstance(result, Resource)),
        tuple(replace(result, fix=fix or result.fix) for result in broken),
    )


def _of_file(
    path: Path, shown: str, environment: str | None, app: str | None, version: str
) -> Iterator[Resource | Broken]:
    return _of_stream(lambda: path.open(encoding="utf-8"), shown, environment, app, version)


def _of_stream(
    opened: Callable[[], AbstractContextManager[TextIO]],
    shown: str,
    environment: str | None,
    app: str | None,
    version: str,
) -> Iterator[Resource | Broken]:
    try:
        with opened() as stream:
            content = stream.read(MOST_CHARACTERS + 1)
    except (OSError, ValueError) as error:
        yield Broken(Location(shown, 1, environment, app), f"cannot be read: {str(error).lower()}")
        return
    yield from objects_of(content, shown, environment, app, version)


def _unpacked(document: Any) -> Iterator[Any]:
    """The objects of a `List`, or the object itself."""
    is_list = text(document, "apiVersion") == "v1" and text(document, "kind") == "List"
    if is_list and isinstance(document.get("items"), list):
        for item in document["items"]:
            yield from _unpacked(item)
    else:
        yield document


def _missing(document: Document) -> str | None:
    """What an object cannot go without, to be told from others."""
    if missing := next((name for name in ("apiVersion", "kind") if not text(document, name)), None):
        return missing
    if not isinstance(document.get("metadata"), dict):
        return "metadata"
    if not any(text(document, "metadata", name) for name in ("name", "generateName")):
        return "metadata.name"
    fields = ("name", "namespace")
    wrong = next((name for name in fields if not isinstance(document["metadata"].get(name), str | None)), None)
    return f"metadata.{wrong} that is text" if wrong else None


Judge = Callable[[Document, str], "tuple[Document, Sequence[Problem]]"]
"""An object as a Kubernetes version decodes it, and what its schema says of it; raises `NoSchema` for what has none."""


def validated(reading: Reading, judge: Judge, delivery: Delivery, *, ignore_missing_schemas: bool = False) -> Manifests:
    """The manifests, each object with the problems that its schema has with it."""
    from plainsail.schemas import NoSchema

    sound: list[Resource] = []
    unsound: list[Resource] = []
    problems: dict[Resource, tuple[Problem, ...]] = {}
    unknown: dict[Resource, NoSchema] = {}
    for given in reading.resources:
        try:
            document, own = judge(given.document, given.kubernetes_version)
        except NoSchema as error:
            if not ignore_missing_schemas:
                unknown[given] = error
            # Nothing proves the shape of such an object, so no check may rely on it.
            unsound.append(given)
            continue
        resource = given if document == given.document else replace(given, document=document)
        if own:
            problems[resource] = tuple(own)
        # A wrong name or number leaves types and required fields as checks rely on them.
        (sound if all(problem.readable for problem in own) else unsound).append(resource)
    return Manifests(
        sound, unsound=unsound, delivery=delivery, problems=problems, unknown=unknown, broken=reading.broken
    )
