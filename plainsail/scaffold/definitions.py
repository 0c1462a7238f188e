"""`plainsail crds add`: definitions of others become schemas of the project, a file for each API group."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from constructs_lib.kubernetes.objects import Document
from plainsail.errors import ProjectError
from plainsail.library import LIBRARY
from plainsail.project.project import DEFINITIONS, Project
from plainsail.render.yaml_writer import UnwritableValue, dump
from plainsail.scaffold.definition_files import CRD, Written, documents_of, sources_of
from plainsail.scaffold.draft import Draft
from plainsail.schemas import NoSchema, Schemas
from plainsail.schemas.crd_schemas import CrdFiles, names, pruned, versions

_V1 = "apiextensions.k8s.io/v1"


class Kind(NamedTuple):
    """What a definition is of."""

    group: str
    kind: str

    def __str__(self) -> str:
        return f"{self.kind} of {self.group}"


@dataclass
class Addition:
    """What is about to be written, and what there is to say of it."""

    draft: Draft = field(default_factory=Draft)
    told: list[tuple[Kind, str]] = field(default_factory=list)


def add(root: Path, source: Path) -> Addition:
    """The definitions of a file, or of a folder, as schemas of the project. Raises `ProjectError`; writes nothing."""
    found = _definitions(source)
    addition = Addition()
    for group in sorted({kind.group for kind in found}):
        path = f"{DEFINITIONS}/{group}.yaml"
        there = _there(root, path)
        _refuse_elsewhere(root, path, found)
        texts = {kind: written.text for kind, written in there.items()}
        for kind, crd in sorted(found.items()):
            if kind.group == group:
                text = _text(crd, kind)
                same = kind in there and there[kind].document == crd
                what = "kept" if same else "replaced" if kind in there else "added"
                texts[kind] = texts[kind] if same else text
                addition.told.append((kind, _told(root, what, kind, crd)))
        addition.draft.put(root, path, "".join(texts[kind] for kind in sorted(texts)))
    return addition


def objects_of(dist: Path, group: str, kind: str) -> Iterator[str]:
    """The files of `dist/` that hold an object of a kind: what the kind's definition judges."""
    for path in sorted(dist.glob(f"*/*/{kind}.*.yaml")):
        text = path.read_text(encoding="utf-8", errors="replace")
        if re.search(rf"^apiVersion: [\"']?{re.escape(group)}/", text, re.MULTILINE):
            yield path.relative_to(dist.parent).as_posix()


def known(project: Project) -> list[dict[str, Any]]:
    """Every kind that has a definition, a row each: of two definitions of a kind, the project's counts."""
    rows: dict[Kind, dict[str, Any]] = {}
    for folder in project.definitions:
        own = project.around is not None and folder.is_relative_to(project.around)
        for crd in CrdFiles([folder]).all():
            if (name := names(crd)) and name not in rows:
                rows[Kind(*name)] = {
                    "kind": name[1],
                    "group": name[0],
                    "served_versions": [version for version, _ in versions(crd)],
                    "defined_by": "project" if own else "library",
                    "objects": len(list(objects_of(project.dist, *name))) if project.around else 0,
                }
    return [rows[kind] for kind in sorted(rows)]


def _definitions(source: Path) -> dict[Kind, Document]:
    """What a file or a folder defines, as the project will hold it."""
    schemas, found, places = Schemas(), dict[Kind, Document](), dict[Kind, str]()
    for path in sources_of(source):
        for place, document in documents_of(path, str(path)):
            if document.get("kind") != CRD:
                what = f"holds {document.get('kind') or 'something without a kind'}, which is no {CRD}"
                raise ProjectError(f"{place}: {what}; name a file or a folder that holds definitions alone")
            kind = _judged(schemas, place, document)
            crd = pruned(document)
            if kind in found and found[kind] != crd:
                raise ProjectError(f"{place}: {kind} is defined in {places[kind]} already, and differently; keep one")
            found[kind], places[kind] = crd, place
    if not found:
        raise ProjectError(f"{source}: holds no {CRD}; name a file or a folder that does")
    return found


def _judged(schemas: Schemas, place: str, document: Document) -> Kind:
    """What a definition is of. Raises `ProjectError` where the API server would refuse it."""
    version = str(document.get("apiVersion"))
    if version != _V1:
        remedy = f"take a release of its operator that has {_V1}, which Kubernetes asks for since 1.22"
        raise ProjectError(f"{place}: is a {CRD} of {version}, whose schema is another; {remedy}")
    sent = {key: value for key, value in document.items() if key != "status"}
    try:
        problems = schemas.problems(sent, schemas.newest)
    except NoSchema as error:
        raise ProjectError(f"{place}: {error.message}; {error.fix}") from None
    if problems:
        raise ProjectError(f"{place}: {problems[0].field}: {problems[0].message}; correct the definition")
    kind = Kind(*(names(document) or ("", "")))
    if not dict(versions(document)):
        raise ProjectError(f"{place}: {kind} has no version that is served, so it judges nothing; take a newer one")
    return kind


def _there(root: Path, path: str) -> Mapping[Kind, Written]:
    """What the project's file of a group defines already."""
    there = {}
    file = root / path
    for written in Written.of(file, path) if file.is_file() else ():
        if (name := names(written.document)) is None:
            raise ProjectError(f"{path}:{written.line}: is no {CRD}; take it out")
        there[Kind(*name)] = written
    return there


def _refuse_elsewhere(root: Path, path: str, found: Mapping[Kind, Document]) -> None:
    """Of two definitions of a kind the first file's counts: another file's would hide the new one."""
    folder = root / DEFINITIONS
    for file in sorted(folder.rglob("*.*")) if folder.is_dir() else ():
        shown = file.relative_to(root).as_posix()
        if shown != path and file.suffix in (".yaml", ".yml", ".json"):
            for place, document in documents_of(file, shown):
                if (name := names(document)) and name in found and f"{DEFINITIONS}/{name[0]}.yaml" == path:
                    raise ProjectError(f"{place}: defines {Kind(*name)} already; remove it there; {path} is its place")


def _text(crd: Document, kind: Kind) -> str:
    try:
        return dump(crd)
    except UnwritableValue as error:
        raise ProjectError(f"{kind}: {error}; correct the definition") from None


def _told(root: Path, what: str, kind: Kind, crd: Document) -> str:
    has = ", ".join(version for version, _ in versions(crd))
    own = (LIBRARY / DEFINITIONS).resolve()
    instead = ""
    if own != (root / DEFINITIONS).resolve() and CrdFiles([own]).find(*kind):
        instead = "; it takes the place of the library's"
    return f"{what:9}{kind} ({has}){instead}"
