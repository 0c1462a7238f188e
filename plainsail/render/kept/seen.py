"""Digests that were taken before of files that nobody changed since, as the system says: Git's rule for its index.

A file counts as the one that was read as long as its number, its size, and both of its times are the same. Programs
can set the time of the last edit, never that of the last change, which the system writes. The system cannot tell two
changes within one tick of its clock apart, so what was changed less than two seconds before it was read is read again.

What a system writes there is not believed everywhere: only on the file system of the project, where setting a file's
times was tried and moved the time of its change, and only for times with a fraction of a second. Archives and file
systems that keep whole seconds, or one date for all files, are read each time.

It holds for this machine alone, and stays out of `kept/`.
"""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from plainsail.digests import Times, bytes_digest
from plainsail.project.remembered import remembered
from plainsail.render.kept.sealed import read_sealed, write_sealed

_SETTLED = 2_000_000_000
"""Nanoseconds from a change until a file may be believed: more than a tick of any clock."""
_SECOND = 1_000_000_000
_VERSION = 2
_PLAIN = 2
"""The form of `marshal` in which the same values are the same bytes; its `repr` takes four times as long."""


class Seen:
    """What was seen of a project's files when their digests were taken."""

    def __init__(self, root: Path) -> None:
        self._path = remembered(root) / "seen.json"
        self._started = time.monotonic_ns()
        self._root = root
        self._known: dict[str, list[str]] = read_sealed(self._path, _VERSION) or {}
        self._asked: set[str] = set()
        self._new: dict[str, tuple[str, str, Sequence[Times]]] = {}

    def digest_of(self, name: str, times: Sequence[Times]) -> str | None:
        """The digest that was taken of a file, or of all in a folder, if nobody changed any since."""
        self._asked.add(name)
        known = self._known.get(name)
        return known[1] if known and known[0] == _words(times) else None

    def note(self, name: str, times: Sequence[Times], digest: str) -> None:
        """Takes a digest of what was read after the system said this of it."""
        self._new[name] = (_words(times), digest, times)

    def keep(self) -> None:
        """Remembers what may be believed the next time, if there is any that was not, and the folder can be written."""
        if not self._new:
            return
        with suppress(OSError):
            device, now = _tried(self._path.parent)
            settled = now - (time.monotonic_ns() - self._started) - _SETTLED
            new = {
                name: [seen, digest]
                for name, (seen, digest, times) in self._new.items()
                if all(on == device and change < settled and change % _SECOND for _, on, *_, change in times)
            }
            if new:
                known = {name: own for name, own in self._known.items() if name in self._asked or self._is_there(name)}
                write_sealed(self._path, _VERSION, known | new)

    def _is_there(self, name: str) -> bool:
        return os.path.lexists(f"{self._root}/{name}")


def _words(times: Sequence[Times]) -> str:
    return bytes_digest(marshal.dumps(list(times), _PLAIN))


def _tried(folder: Path) -> tuple[int, int]:
    """The file system of a folder, and what time it is there. Raises `OSError` where it lets programs set that."""
    folder.mkdir(exist_ok=True)
    trial = folder / f".seen-{os.getpid()}"
    try:
        trial.touch()
        os.utime(trial, ns=(_SECOND, _SECOND))
        status = trial.stat()
    finally:
        trial.unlink(missing_ok=True)
    if status.st_ctime_ns <= _SECOND:
        raise OSError("the time of a change can be set")
    return status.st_dev, status.st_ctime_ns
