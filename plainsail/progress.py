"""A bar for people who wait at a terminal: from the second second on, and gone once something else is to be seen.

click's bar is drawn at once, stays when it is full, and prints its label where there is no terminal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any, TextIO, TypeVar

T = TypeVar("T")

_BEGUN = monotonic()
"""When the process did, more or less."""
_PATIENCE = 1.0
"""Seconds of the process without a bar."""
_PAUSE = 0.1
"""Seconds between two drawings, and of any work before the first."""
_WIDEST = 40
"""Columns of a bar, without what stands beside it."""
_ERASE = "\r\x1b[K"

_bar: _Bar | None = None
"""The one that is counted; work within its steps has none of its own."""


def progress(items: Iterable[T], label: str, length: int) -> Iterator[T]:
    """The items, of which there are `length`; each is a step that is done when the next is asked for."""
    return _counted(items, label, length) if _is_wanted() else iter(items)


@contextmanager
def steps(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """What is called with the number of steps that were done, of `length` in all."""
    if not _is_wanted():
        yield lambda _: None
        return
    global _bar  # noqa: PLW0603 - a terminal has one last line
    _bar = bar = _Bar(label, length)
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (_Announced(stream, bar) if stream else stream for stream in streams)
    try:
        yield bar.advance
    finally:
        sys.stdout, sys.stderr = streams
        _bar = None
        bar.erase()


def _counted(items: Iterable[T], label: str, length: int) -> Iterator[T]:
    with steps(label, length) as advance:
        for item in items:
            yield item
            advance(1)


def _is_wanted() -> bool:
    """Whether somebody is there to see it, on a terminal that can take a line back."""
    return _bar is None and sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class _Bar:
    """The last line of a terminal."""

    def __init__(self, label: str, length: int) -> None:
        self._label, self._length, self._done = label, length, 0
        self._terminal = sys.stderr
        self._next = max(_BEGUN + _PATIENCE, monotonic() + _PAUSE)
        self._is_shown = False
        self.is_blocked = False
        """Whether somebody else's line is not at its end yet."""

    def advance(self, count: int) -> None:
        """Counts; draws where it is time to."""
        self._done += count
        if not self.is_blocked and (now := monotonic()) >= self._next:
            self._next = now + _PAUSE
            self._is_shown = True
            self._write(f"{_ERASE}{self._line()}")

    def erase(self) -> None:
        """Leaves the line to others."""
        if self._is_shown:
            self._is_shown = False
            self._write(_ERASE)

    def _line(self) -> str:
        count = f"{self._done}/{self._length}"
        columns = 80
        with suppress(OSError, ValueError):
            columns = os.get_terminal_size(self._terminal.fileno()).columns or columns
        width = min(_WIDEST, columns - len(self._label) - len(count) - 7)
        full = width * self._done // max(self._length, 1)
        bar = f"  [{'#' * full}{'-' * (width - full)}]" if width > 0 else ""
        return f"{self._label}{bar}  {count}"[: columns - 1]

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):  # the terminal is gone
            self._terminal.write(text)
            self._terminal.flush()


class _Announced:
    """A stream of which each word takes the bar away first."""

    def __init__(self, stream: TextIO, bar: _Bar) -> None:
        self._stream, self._bar = stream, bar

    def write(self, text: str) -> int:
        """What the stream says of it."""
        self._bar.erase()
        self._bar.is_blocked = bool(text) and not text.endswith("\n")
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
