"""The CustomResourceDefinitions that a project keeps, found by kind; a file is only read where it may hold the kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from constructs_lib.kubernetes.objects import Document
from plainsail.errors import ProjectError
from plainsail.schemas.crd_schemas import names
from plainsail.yaml_reader import UnreadableYaml, load_all

_BETWEEN = re.compile(r"^---(?=\s|$)", re.MULTILINE)
_ENDINGS = (".yaml", ".yml", ".json")


class CrdFiles:
    """A folder of definitions: any number of files, any number of documents in each."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._found: dict[tuple[str, str], Document | None] = {}

    def find(self, group: str, kind: str) -> Document | None:
        """The definition of a kind; None where no file has it. Raises `ProjectError` for a file that is no YAML."""
        if (group, kind) not in self._found:
            self._found[group, kind] = self._look(group, kind)
        return self._found[group, kind]

    def _look(self, group: str, kind: str) -> Document | None:
        for path, text in self._texts:
            # Most documents are about other kinds: what does not hold both words need not be parsed.
            if group in text and kind in text:
                for crd in self._documents(path, text):
                    if names(crd) == (group, kind):
                        return crd
        return None

    @cached_property
    def _texts(self) -> list[tuple[Path, str]]:
        if self._folder is None or not self._folder.is_dir():
            return []
        files = sorted(path for path in self._folder.rglob("*") if path.suffix in _ENDINGS and path.is_file())
        return [(path, part) for path in files for part in _parts(path, self._shown(path))]

    def _shown(self, path: Path) -> str:
        return path.relative_to(self._folder.parents[1]).as_posix() if self._folder else str(path)

    def _documents(self, path: Path, text: str) -> Iterator[Document]:
        try:
            for document in load_all(text):
                items = document.get("items") if document.get("kind") == "List" else None
                yield from items if isinstance(items, list) else [document]
        except UnreadableYaml as error:
            shown = self._shown(path)
            raise ProjectError(f"{shown}:{error.line}: is no YAML: {error.problem}; correct it") from None


def _parts(path: Path, shown: str) -> list[str]:
    """The documents of a file as text, each after as many empty lines as stand before it, so that lines stay true."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ProjectError(f"{shown}: cannot be read; make it a file of UTF-8 text") from None
    starts = [0, *(match.start() for match in _BETWEEN.finditer(text))]
    ends = [*starts[1:], len(text)]
    return ["\n" * text.count("\n", 0, start) + text[start:end] for start, end in zip(starts, ends, strict=True)]
