"""Files that hold CustomResourceDefinitions: which there are, and each document of them with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from constructs_lib.kubernetes.objects import Document
from plainsail.errors import ProjectError
from plainsail.render.yaml_writer import dump
from plainsail.schemas.crd_schemas import names, parts_of, text_of
from plainsail.yaml_reader import UnreadableYaml, files_below, load_all, read

CRD = "CustomResourceDefinition"
_TOOLS = ("kustomization.yaml", "kustomization.yml")
"""What lies beside definitions upstream, and is no object."""


@dataclass(frozen=True)
class Written:
    """A document as the project's file has it, comments and anchors included."""

    document: Document
    text: str
    line: int

    @classmethod
    def of(cls, file: Path, shown: str) -> Iterator[Written]:
        """The documents of a file, each with its text. A list of objects is taken apart."""
        for part in parts_of(text_of(file, shown)):
            found = list(_objects(part, shown))
            alone = len(found) == 1 and names(found[0][1]) is not None and "items" not in load_all(part)[0]
            for line, document in found:
                own = f"---\n{part.strip().removeprefix('---').strip()}\n" if alone else dump(document)
                yield cls(document, own, line)


def sources_of(source: Path) -> list[Path]:
    """The file itself, or the files of a folder. Raises `ProjectError` where there is none."""
    if source.is_dir():
        files = [path for path in files_below(source) if path.name not in _TOOLS]
        if not files:
            raise ProjectError(f"{source}: holds no file of YAML or JSON; name one that holds definitions")
        return files
    if not source.exists():
        raise ProjectError(f"{source}: is not there; name a file or a folder that holds definitions")
    return [source]


def documents_of(file: Path, shown: str) -> Iterator[tuple[str, Document]]:
    """The objects of a file, each with the place where it begins. Raises `ProjectError` for what is no YAML."""
    for line, document in _objects(text_of(file, shown), shown):
        yield f"{shown}:{line}", document


def _objects(text: str, shown: str) -> Iterator[tuple[int, Document]]:
    for found in read(text):
        if isinstance(found, UnreadableYaml):
            raise ProjectError(f"{shown}:{found.line}: is no YAML of objects: {found.problem}; correct it")
        items = found.content.get("items")
        if str(found.content.get("kind")).endswith("List") and isinstance(items, list):
            yield from ((found.line, item) for item in items if isinstance(item, dict))
        else:
            yield found.line, found.content
