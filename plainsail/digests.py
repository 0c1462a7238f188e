"""Digests of what files and folders hold."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

try:
    from _blake2 import blake2b  # what `hashlib` hands on, which loads OpenSSL for others
except ImportError:
    from hashlib import blake2b

ABSENT = ""
"""The digest of what is not there: that it comes is a change as well."""
_SKIPPED = "__pycache__"
_CHUNK = 1 << 17


def digest(parts: Iterable[str]) -> str:
    """The digest of texts in their order."""
    whole = "".join([f"{len(part)}:{part}" for part in parts])
    return bytes_digest(whole.encode("utf-8", "surrogatepass"))


def bytes_digest(content: bytes) -> str:
    """Of what one file holds."""
    return blake2b(content, digest_size=16).hexdigest()


Times = tuple[str, int, int, int, int, int]
"""A file's name, and what the system says of it without reading it: its device, its number, its size, when its content
was last set, which programs may say as they like, and when anything of it was, in nanoseconds."""


def times_of(name: str, status: os.stat_result) -> Times:
    """Of one file."""
    return name, status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


class Earlier(Protocol):
    """What is known of files that were read before."""

    def digest_of(self, name: str, times: Sequence[Times]) -> str | None:
        """The digest that was taken of a file, or of all in a folder, if it is sure to be the same still."""

    def note(self, name: str, times: Sequence[Times], digest: str) -> None:
        """Takes a digest of what was read after the system said this of it."""


class Disk:
    """Reads each file once, however many apps are made of it; where `seen` knows it, not at all."""

    def __init__(self, root: Path, seen: Earlier | None = None) -> None:
        self._root, self._seen = str(root), seen
        self._known: dict[str, str] = {}

    def digest_of(self, path: str) -> str:
        """Of a file, or of all files below a folder (`charts/`), by its path from the root; `ABSENT` without one."""
        if path not in self._known:
            try:
                self._known[path] = self._digest_of(path)
            except OSError:
                self._known[path] = ABSENT
        return self._known[path]

    def digest_of_all(self, paths: Iterable[str]) -> str:
        """Of several, with their names."""
        known = self._known  # asked of the same files by hundreds of apps
        return digest([part for path in paths for part in (path, known.get(path) or self.digest_of(path))])

    def _digest_of(self, path: str) -> str:
        whole = f"{self._root}/{path}"
        files = list(files_in(whole)) if path.endswith("/") else None
        times: Sequence[Times] = ()
        if self._seen:
            if files is None:
                times = [times_of("", os.stat(whole))]  # noqa: PTH116 - thousands of files
            else:
                times = [times_of(name, entry.stat()) for entry, name in files]
            if (known := self._seen.digest_of(path, times)) is not None:
                return known
        if files is None:
            read = bytes_digest(content_of(whole))
        else:
            read = digest(part for entry, name in files for part in (name, bytes_digest(content_of(entry.path))))
        if self._seen:
            self._seen.note(path, times, read)
        return read


def content_of(path: str) -> bytes:
    """All of a file. Raises `OSError`."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)  # thousands of files: `open` asks about each thrice
    try:
        chunks = []
        while chunk := os.read(descriptor, _CHUNK):
            chunks.append(chunk)
        return b"".join(chunks)
    finally:
        os.close(descriptor)


def files_in(folder: str, prefix: str = "", *, _above: tuple[str, ...] = ()) -> Iterator[tuple[os.DirEntry[str], str]]:
    """The files below a folder, each with its path there, in one order everywhere; links are followed, never round."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if not entry.is_dir():
                yield entry, f"{prefix}{entry.name}"
            elif entry.name != _SKIPPED:
                above = (*_above, os.path.realpath(folder)) if _above or entry.is_symlink() else ()
                if not above or os.path.realpath(entry.path) not in above:
                    yield from files_in(entry.path, f"{prefix}{entry.name}/", _above=above)


def texts_digest(texts: Iterable[tuple[str, bytes]]) -> str:
    """Of files, given as name and content."""
    return digest(part for name, text in texts for part in (name, bytes_digest(text)))
