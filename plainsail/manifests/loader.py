"""YAML as objects, sorted by whether checks may rely on their shape: `dist/`, one side of a plan, or anybody's.

In a folder of anybody's, what holds no object is left out and told; see `strangers`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from constructs_lib.kubernetes.objects import Document, has_nulls, without_nulls
from plainsail.delivery import Delivery
from plainsail.digests import content_of
from plainsail.errors import ProjectError
from plainsail.location import Location
from plainsail.manifests.deliveries import ARGOCD, FLUX
from plainsail.manifests.fields import text
from plainsail.manifests.kustomizations import KUSTOMIZATION, is_ours
from plainsail.manifests.manifests import Broken, Manifests
from plainsail.manifests.nameless import is_nameless
from plainsail.manifests.resource import Resource
from plainsail.manifests.strangers import (
    KUSTOMIZATIONS,
    LeftOut,
    Stranger,
    holds_no_object,
    is_chart_template,
    is_encrypted,
    is_for_tools,
    is_stranger,
    is_template,
    names_an_object,
    patches_of,
    told,
    tool_of,
)
from plainsail.manifests.typed_lists import Item, unpacked
from plainsail.merge_conflict import SETTLE
from plainsail.progress import progress
from plainsail.yaml_reader import (
    MOST_CHARACTERS,
    MergeConflict,
    NoMapping,
    UnreadableYaml,
    YamlDocument,
    files_below,
    names_below,
    read,
)

if TYPE_CHECKING:
    from plainsail.schemas import NoSchema, Problem

STDIN = "-"
_SYNTH = "run `plainsail synth`"
_RENDERED = re.compile(r"[^/]+/[^/]+/[A-Z][A-Za-z0-9]*\.[^/]+\.yaml")
"""What a file is called that synth writes: `staging/backend/Service.backend.yaml`."""
_DEFINITION = "CustomResourceDefinition"
STANDARD_INPUT = "standard input"
"""What stands for the file of what was piped in."""


@dataclass(frozen=True)
class Reading:
    """What the files hold."""

    resources: tuple[Resource, ...]
    broken: tuple[Broken, ...]
    left_out: tuple[str, ...] = ()
    """What lies in the folder and holds no object, in words."""
    text: str | None = None
    """What standard input held: nobody can read it twice."""


Reader = Callable[[str, str], Iterable[YamlDocument | UnreadableYaml]]
"""What a file holds, by its path below the folder and its text."""


def unknown(_path: str, content: str) -> Iterator[YamlDocument | UnreadableYaml]:
    """Reads a file of which nobody knows what it holds."""
    return read(content)


def read_dist(
    dist: Path,
    versions: Mapping[str, str],
    vendored: Collection[str] = (),
    reader: Reader = unknown,
    *,
    names: Sequence[str] | None = None,
) -> Reading:
    """`dist/`, or the files of it that `names` tells; `versions` gives the Kubernetes version of `<env>/<app>`.

    Objects for Argo CD are judged by the version of the environment's first app. `vendored` are the apps that somebody
    else wrote. `reader` reads a file, or knows what it holds. Raises `ProjectError` where nothing is there.
    """
    if not dist.is_dir():
        raise ProjectError(f"{dist.name}/ is not there; run `plainsail synth`, or name other YAML: --path DIR")
    newest = max(versions.values(), default="1.36")
    first = {label.partition("/")[0]: version for label, version in sorted(versions.items(), reverse=True)}

    def objects(name: str) -> Iterator[Resource | Broken]:
        environment, app = home_of(name)
        version = versions.get(f"{environment}/{app}", newest) if app else first.get(environment or "", newest)
        is_vendored = f"{environment}/{app}" in vendored
        where = Location(f"{dist.name}/{name}", 1, environment, app, vendored=is_vendored)
        return _read(_text_of(f"{folder}/{name}", where), where, version, partial(reader, name))

    folder = str(dist)
    below = names_below(dist) if names is None else names
    files = [name for name in below if not _is_kustomization(name, dist)]
    return _reading(map(objects, progress(files, "reading files", len(files))), in_dist=True)


def _is_kustomization(name: str, dist: Path) -> bool:
    if not name.endswith(f"/{KUSTOMIZATION}"):
        return False
    content = _text_of(f"{dist}/{name}", Location(name, 1))
    return isinstance(content, str) and is_ours(name, content)


def read_path(path: str, kubernetes_version: str) -> Reading:
    """Somebody's YAML: a file, all files below a folder, or `-` for standard input. Raises `ProjectError`."""
    if path == STDIN:
        if sys.stdin is None:
            raise ProjectError("-: standard input is closed; pipe YAML into it")
        content = _content(lambda: nullcontext(sys.stdin), Location(STANDARD_INPUT, 1))
        if isinstance(content, Broken):
            return _reading([iter([content])])
        reading = _reading([objects_of(content, STANDARD_INPUT, None, None, kubernetes_version)])
        return replace(reading, text=content)
    folder = Path(path)
    if not folder.exists():
        raise ProjectError(f"{path}: there is no such file or folder; name one, or - for standard input")
    if folder.is_file():
        return _reading([_of_file(folder, Location(path, 1), kubernetes_version)])
    left_out: list[LeftOut] = []
    patches = _patches(files := files_below(folder))
    read = progress(files, "reading files", len(files))
    reading = _reading(_of_folder(file, file in patches, kubernetes_version, left_out) for file in read)
    return replace(reading, left_out=tuple(told(left_out, path)))


def home_of(path: str) -> tuple[str | None, str | None]:
    """The environment and the app that a path below `dist/` names.

    >>> home_of("staging/backend/Service.backend.yaml"), home_of("argocd/staging/AppProject.a.yaml")
    (('staging', 'backend'), ('staging', None))
    """
    parts = path.split("/")
    if len(parts) > 2 and parts[0] in (ARGOCD, FLUX):
        return parts[1], None
    return (parts[0], parts[1]) if len(parts) > 2 else (None, None)


def objects_of(
    content: str,
    path: str,
    environment: str | None,
    app: str | None,
    kubernetes_version: str = "",
    *,
    reader: Callable[[str], Iterable[YamlDocument | UnreadableYaml]] = read,
) -> Iterator[Resource | Broken]:
    """The objects of one file, those of a `List` each by itself; and what is none. `reader` reads the file's text."""
    return _objects(content, reader(content), Location(path, 1, environment, app), kubernetes_version)


def _objects(
    content: str, results: Iterable[YamlDocument | UnreadableYaml], file: Location, kubernetes_version: str
) -> Iterator[Resource | Broken]:
    for result in results:
        where = file if file.line == result.line else replace(file, line=result.line)
        if isinstance(result, UnreadableYaml):
            yield Broken(where, f"is no YAML of objects: {result.problem}", _remedy(result, content))
            continue
        for item in unpacked(result.content):
            yield _object(item, where, kubernetes_version)


def _object(item: Item, where: Location, kubernetes_version: str) -> Resource | Broken:
    document = item.document
    if not isinstance(document, dict):
        return Broken(where, "is no object of Kubernetes: an item of the List is no mapping")
    if where.environment is None and (tool := tool_of(document)):
        message = f"is no object of Kubernetes: {document['apiVersion']} {text(document, 'kind')} is for {tool}"
        return Broken(where, message, "keep it out of what is applied")
    if where.environment is None and is_encrypted(document):
        return Broken(where, "is encrypted by SOPS, so that nobody can judge it", "decrypt it first: sops --decrypt")
    if missing := _missing(document):
        return Broken(where, f"is no object of Kubernetes: it has no {missing}")
    if not isinstance(document.get("metadata"), dict):
        document = {**document, "metadata": {}}
    # Among the properties of a schema, null is a schema without a word.
    made = Resource(
        document,
        where.path,
        where.line,
        where.environment,
        where.app,
        kubernetes_version,
        vendored=where.vendored,
    )
    if document["kind"] == _DEFINITION or not has_nulls(document):
        return made
    return replace(made, document=without_nulls(document), written=document)


def _remedy(unreadable: UnreadableYaml, content: str) -> str:
    if isinstance(unreadable, MergeConflict):
        return SETTLE
    return "render it first: helm template" if is_template(content) else "correct the YAML"


def _of_folder(path: Path, is_patch: bool, version: str, left_out: list[LeftOut]) -> Iterator[Resource | Broken]:
    """The objects of one file among others, which may hold none."""
    content = _content(partial(path.open, encoding="utf-8"), Location(str(path), 1))
    if isinstance(content, Broken):
        yield content
        return
    if is_patch:
        left_out.append(LeftOut(str(path), "patch"))
        return
    if holds_no_object(content):
        left_out += [LeftOut(str(path), "no object")] if content.strip() else []
        return
    results = list(read(content))
    if why := _why_left_out(path, content, results):
        left_out.append(LeftOut(str(path), why))
        return
    if encrypted := {id(each) for each in results if isinstance(each, YamlDocument) and is_encrypted(each.content)}:
        left_out.append(LeftOut(str(path), "encrypted"))
        results = [result for result in results if id(result) not in encrypted]
    documents = [result for result in results if isinstance(result, YamlDocument)]
    for_tools = {id(result) for result in documents if is_for_tools(result.content)}
    # Beside what is applied, what no API server knows makes `kubectl apply` of the file fail.
    if len(for_tools) == len(documents) or not any(tool_of(result.content) for result in documents):
        left_out += [LeftOut(str(path), "of a tool")] if for_tools else []
        results = [result for result in results if id(result) not in for_tools]
    yield from _objects(content, results, Location(str(path), 1), version)


def _why_left_out(path: Path, content: str, results: Sequence[YamlDocument | UnreadableYaml]) -> Stranger | None:
    unreadable = any(isinstance(result, UnreadableYaml) and not isinstance(result, NoMapping) for result in results)
    if is_template(content) and (is_chart_template(path) or unreadable):
        return "template"
    documents = [result.content for result in results if isinstance(result, YamlDocument | NoMapping)]
    if not documents:
        return "no object" if unreadable and not names_an_object(content) else None
    return "no object" if is_stranger(path, documents) else None


def _patches(files: Sequence[Path]) -> frozenset[Path]:
    """What the kustomizations among files name as a part of theirs."""
    named: set[Path] = set()
    for path in files:
        if path.name in KUSTOMIZATIONS:
            content = _content(partial(path.open, encoding="utf-8"), Location(str(path), 1))
            for result in read(content) if isinstance(content, str) else ():
                named.update(patches_of(path, result.content) if isinstance(result, YamlDocument) else ())
    return frozenset(Path(os.path.normpath(path)) for path in named)


def remedy_in_dist(broken: Broken) -> str:
    """What to do about a file of a folder that people never write: synth leaves alone what is called otherwise."""
    if broken.fix == SETTLE:
        return f"settle it in envs/, then {_SYNTH}"
    is_rendered = _RENDERED.fullmatch(broken.where.path.partition("/")[2])
    return _SYNTH if is_rendered else "move it elsewhere, or remove it: only what synth writes belongs in dist/"


def _reading(parts: Iterable[Iterator[Resource | Broken]], *, in_dist: bool = False) -> Reading:
    results = [result for part in parts for result in part]
    broken = (result for result in results if isinstance(result, Broken))
    return Reading(
        tuple(result for result in results if isinstance(result, Resource)),
        tuple(replace(result, fix=remedy_in_dist(result)) if in_dist else result for result in broken),
    )


def _of_file(path: Path, where: Location, version: str) -> Iterator[Resource | Broken]:
    return _read(_content(partial(path.open, encoding="utf-8"), where), where, version, read)


def _read(
    content: str | Broken,
    where: Location,
    version: str,
    reader: Callable[[str], Iterable[YamlDocument | UnreadableYaml]],
) -> Iterator[Resource | Broken]:
    if isinstance(content, Broken):
        yield content
    else:
        yield from _objects(content, reader(content), where, version)


def _text_of(path: str, where: Location) -> str | Broken:
    """What a regular file holds, as `open` has it, which takes three times as long for a small one."""
    with suppress(OSError, ValueError):
        content = content_of(path)
        if len(content) <= MOST_CHARACTERS and b"\r" not in content:
            return content.decode("utf-8")
    return _content(partial(Path(path).open, encoding="utf-8"), where)


def _content(opened: Callable[[], AbstractContextManager[TextIO]], where: Location) -> str | Broken:
    try:
        with opened() as stream:
            return stream.read(MOST_CHARACTERS + 1)
    except (OSError, ValueError) as error:
        return Broken(where, f"cannot be read: {str(error).lower()}")


def _missing(document: Document) -> str | None:
    """What an object cannot go without, to be told from others."""
    match document:
        case {"apiVersion": str(version), "kind": str(kind), "metadata": {"name": str(name), "namespace": str()}} if (
            version and kind and name
        ):
            return None  # as nearly all are
    if missing := next((name for name in ("apiVersion", "kind") if not text(document, name)), None):
        return missing
    if is_nameless(document) and document.get("metadata") is None:
        return None
    if not isinstance(document.get("metadata"), dict):
        return "metadata"
    if not is_nameless(document) and not any(text(document, "metadata", name) for name in ("name", "generateName")):
        return "metadata.name"
    fields = ("name", "namespace")
    wrong = next((name for name in fields if not isinstance(document["metadata"].get(name), str | None)), None)
    return f"metadata.{wrong} that is text" if wrong else None


Judge = Callable[[Document, str], "tuple[Document, Sequence[Problem]]"]
"""An object as a Kubernetes version decodes it, and what its schema says of it; raises `NoSchema` for what has none."""


def validated(
    reading: Reading, judge: Judge, delivery: Delivery, *, ignore_missing_schemas: bool = False, complete: bool = False
) -> Manifests:
    """The manifests, each object with the problems that its schema has with it; `complete` where they are all."""
    from plainsail.schemas.api_versions import NoSchema

    sound: list[Resource] = []
    unsound: list[Resource] = []
    problems: dict[Resource, tuple[Problem, ...]] = {}
    unknown: dict[Resource, NoSchema] = {}
    for given in progress(reading.resources, "validating objects", len(reading.resources)):
        try:
            document, own = judge(given.written or given.document, given.kubernetes_version)
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
        sound,
        unsound=unsound,
        delivery=delivery,
        problems=problems,
        unknown=unknown,
        broken=reading.broken,
        complete=complete,
    )
