"""The most memory that a process and all that it starts have at once, as Linux shows it in `/proc`.

Pages that processes share count once (`Pss`): workers that were forked share most of theirs. Beside that, the most that
a single process ever had (`VmHWM`), for the first process and for the largest of the others. What lives for less than
one interval may be missed.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

INTERVAL = 0.02
"""Seconds between two looks."""
_PROC = Path("/proc")


@dataclass(frozen=True)
class Peak:
    """In MiB."""

    together: float
    first: float
    """The process that was started."""
    largest: float
    """The largest of those that it started; 0 without any."""


class Watch:
    """Looks at a process and its children until it is left."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._end = threading.Event()
        self._together = 0
        self._most: dict[int, int] = {}
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def peak(self) -> Peak | None:
        """What was seen; None where nothing was."""
        if not self._together:
            return None
        others = [most for pid, most in self._most.items() if pid != self._pid]
        first = self._most.get(self._pid, 0)
        return Peak(self._together / 1024, first / 1024, max(others, default=0) / 1024)

    def __enter__(self) -> Watch:
        if _PROC.joinpath("self/smaps_rollup").exists():
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._end.is_set():
            together = 0
            for pid in _family(self._pid):
                together += _kibibytes(pid, "smaps_rollup", "Pss:")
                self._most[pid] = max(self._most.get(pid, 0), _kibibytes(pid, "status", "VmHWM:"))
            self._together = max(self._together, together)
            self._end.wait(INTERVAL)


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):  # it is gone
        for children in _PROC.glob(f"{pid}/task/*/children"):
            with suppress(OSError):
                for child in children.read_text().split():
                    yield from _family(int(child))


def _kibibytes(pid: int, file: str, name: str) -> int:
    with suppress(OSError):
        for line in (_PROC / str(pid) / file).read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1])
    return 0
