"""Digests of what files and folders hold. Times and sizes tell nothing: `git checkout` sets the first as it likes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

ABSENT = ""
"""The digest of what is not there: that it comes is a change as well."""
_SKIPPED = "__pycache__"


def digest(parts: Iterable[str]) -> str:
    """The digest of texts in their order."""
    state = blake2b(digest_size=16)
    for part in parts:
        text = part.encode("utf-8", "surrogatepass")
        state.update(b"%d:" % len(text))
        state.update(text)
    return state.hexdigest()


class Disk:
    """Reads each file once, however many apps are made of it."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._known: dict[str, str] = {}

    def digest_of(self, path: str) -> str:
        """Of a file, or of all files below a folder (`charts/`), by its path from the root; `ABSENT` without one."""
        if path not in self._known:
            whole = f"{self._root}/{path}"
            self._known[path] = _of_folder(whole) if path.endswith("/") else _of_file(whole)
        return self._known[path]

    def digest_of_all(self, paths: Iterable[str]) -> str:
        """Of several, with their names."""
        return digest(part for path in paths for part in (path, self.digest_of(path)))


def files_in(folder: str, prefix: str = "", *, _above: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """The files below a folder, each with its path there, in one order everywhere; links are followed, never round."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if not entry.is_dir():
                yield entry.path, f"{prefix}{entry.name}"
            elif entry.name != _SKIPPED:
                above = (*_above, os.path.realpath(folder)) if _above or entry.is_symlink() else ()
                if os.path.realpath(entry.path) not in above:
                    yield from files_in(entry.path, f"{prefix}{entry.name}/", _above=above)


def texts_digest(texts: Iterable[tuple[str, bytes]]) -> str:
    """Of files, given as name and content."""
    return digest(part for name, text in texts for part in (name, _of_bytes(text)))


def _of_file(path: str) -> str:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - hundreds of files, at every start
            return _of_bytes(file.read())
    except OSError:
        return ABSENT


def _of_folder(path: str) -> str:
    try:
        return digest(part for file, name in files_in(path) for part in (name, _of_file(file)))
    except OSError:
        return ABSENT


def _of_bytes(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
