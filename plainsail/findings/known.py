"""What files held when they were read before, and which objects their schemas found sound: kept in `.plainsail/`.

Both follow from a file's text, from schemas and from code, so they are kept under a digest of each, a file for each
folder of `dist/`. Only what nothing is wrong with is kept: all else is read and judged again. A file that cannot be
read or written costs time, and nothing else.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from constructs_lib.kubernetes.objects import Document
from plainsail.digests import Disk, digest
from plainsail.library import LIBRARY, installed
from plainsail.project.files import replace_file
from plainsail.project.remembered import remembered
from plainsail.yaml_reader import UnreadableYaml, YamlDocument, read

if TYPE_CHECKING:
    from plainsail.project.project import Project
    from plainsail.schemas import Problem

_CODE = ("plainsail/schemas/", "plainsail/yaml_reader.py", "plainsail/yaml_scalars.py", "constructs_lib/kubernetes/")
_DEFINITION = "CustomResourceDefinition"

Results: TypeAlias = "Sequence[YamlDocument | UnreadableYaml]"
Judge: TypeAlias = "Callable[[Document, str], tuple[Document, Sequence[Problem]]]"


def _beginning(key: str) -> str:
    """How a file begins that is kept under this key."""
    return json.dumps({"key": key}, separators=(",", ":"))[:-1]


class _Entry:
    """One file of one object: where it begins, the object, and the versions of Kubernetes that found it sound."""

    def __init__(self, folder: _Folder, line: int, document: Document, sound: list[str]) -> None:
        self.folder, self.line, self.document, self.sound = folder, line, document, sound


class _Folder:
    """What is kept of one folder."""

    def __init__(self, file: Path, key: str) -> None:
        self.file, self.key = file, key
        self.is_new = False
        self.used: dict[str, _Entry] = {}
        self.rows: dict[str, Any] = {}
        with suppress(OSError, ValueError, RecursionError):
            content = json.loads(file.read_bytes())
            if isinstance(content, dict) and content.get("key") == key and isinstance(content.get("files"), dict):
                self.rows = content["files"]

    def entry(self, held: str) -> _Entry | None:
        match self.rows.get(held):
            case [int(line), dict(document), list(sound)]:
                return _Entry(self, line, document, sound)
        return None


class Known:
    """What is known of the files of a project's `dist/`."""

    @classmethod
    def of(cls, project: Project) -> Known:
        """What is kept of a project. Raises `ProjectError` where it is committed."""
        return cls(remembered(project.root) / "dist", project.definitions)

    def __init__(self, folder: Path, definitions: Sequence[Path]) -> None:
        """`folder` is where it is kept; `definitions` are folders of CustomResourceDefinitions."""
        self._place = folder
        self._definitions = definitions
        self._folders: dict[str, _Folder] = {}
        self._entries: dict[int, _Entry] = {}
        """By the identity of the document, which the entry holds."""

    def unknown_folders(self, names: Iterable[str]) -> Sequence[Sequence[str]]:
        """Of files below `dist/`, those of folders of which nothing is kept that is true still, folder by folder."""
        folders: dict[str, list[str]] = {}
        for name in names:
            folders.setdefault(name.rpartition("/")[0], []).append(name)
        return [files for folder, files in folders.items() if not self._is_kept(folder)]

    def _is_kept(self, folder: str) -> bool:
        begin = _beginning(self._key).encode()
        with suppress(OSError), self._file(folder).open("rb") as stream:
            return stream.read(len(begin)) == begin
        return False

    def _file(self, folder: str) -> Path:
        return self._place / f"{folder or '_'}.json"

    def read(self, path: str, text: str) -> Results:
        """What `yaml_reader.read` yields for the text of a file below `dist/`."""
        name = path.rpartition("/")[0]
        if name not in self._folders:
            self._folders[name] = _Folder(self._file(name), self._key)
        folder = self._folders[name]
        held = digest([text])
        if (entry := folder.used.get(held) or folder.entry(held)) is None:
            results = list(read(text))
            if len(results) != 1 or not isinstance(results[0], YamlDocument):
                return results
            entry = _Entry(folder, results[0].line, results[0].content, [])
            folder.is_new = True
        folder.used[held] = entry
        self._entries[id(entry.document)] = entry
        return [YamlDocument(entry.line, entry.document)]

    def judging(self, documents: Iterable[Document], judge: Judge) -> Judge:
        """Judges as `judge` does, and only what is not known to be sound; `documents` are all that are judged."""
        if any(document.get("kind") == _DEFINITION for document in documents):
            return judge  # by which others are judged

        def judged(document: Document, kubernetes_version: str) -> tuple[Document, Sequence[Problem]]:
            entry = self._entries.get(id(document))
            if entry is not None and kubernetes_version in entry.sound:
                return document, ()
            result, problems = judge(document, kubernetes_version)
            if entry is not None and not problems and result is document:
                entry.sound.append(kubernetes_version)
                entry.folder.is_new = True
            return result, problems

        return judged

    def keep(self) -> None:
        """Writes what is new, without what no file holds any more."""
        for folder in self._folders.values():
            if folder.is_new:
                with suppress(OSError, ValueError, RecursionError):
                    rows = {held: [each.line, each.document, each.sound] for held, each in folder.used.items()}
                    folder.file.parent.mkdir(parents=True, exist_ok=True)
                    replace_file(folder.file, json.dumps({"key": folder.key, "files": rows}, separators=(",", ":")))

    def forget(self) -> None:
        """Frees what was read; it is kept already, or read again."""
        self._folders.clear()
        self._entries.clear()

    @cached_property
    def _key(self) -> str:
        """All but a file's text that its content and its soundness follow from."""
        code = Disk(LIBRARY).digest_of_all(_CODE)
        return digest(
            [sys.version, *installed(), code, *(Disk(folder).digest_of("./") for folder in self._definitions)]
        )
