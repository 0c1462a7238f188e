"""The end of a short-lived process: the reader may leave early, and nobody waits for memory to be tidied up."""

from __future__ import annotations

import atexit
import io
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer

INTERRUPTED = "interrupted; nothing is left half written"


class Leaving:
    """Made first in a process; `leave` ends it as `sys.exit` does, without freeing what the system frees at once.

    Freeing hundreds of thousands of objects one by one would take a fifth of the time of a rendering.
    """

    def __init__(self) -> None:
        self._code = 1
        # What is registered first runs last: Node has ended, and its scratch folder is gone, before this.
        atexit.register(self._end)

    def leave(self, code: int) -> None:
        """Ends the process with this exit code. All is said: a late Ctrl-C, or Node's last words, add nothing."""
        self._code = code
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _flush()
        _say_no_more()
        sys.exit(code)

    def _end(self) -> None:
        _flush()
        os._exit(self._code)


def say_nothing_when_interrupted() -> None:
    """For a process that helps another, which answers Ctrl-C in one line: neither it nor its Node may add to that."""
    signal.signal(signal.SIGINT, lambda *_: _say_no_more())


def _say_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # closed: nobody is there to read it
            if stream:
                stream.flush()


def let_reader_leave() -> None:
    """Makes `plainsail check | head -1` end with the verdict, though nobody reads the rest of it."""
    if sys.stdout is None:
        return
    raw = io.BufferedWriter(_UntilClosed(sys.stdout.fileno(), "wb", closefd=False))
    sys.stdout = io.TextIOWrapper(raw, sys.stdout.encoding, sys.stdout.errors, line_buffering=True)


class _UntilClosed(io.FileIO):
    """A stream that swallows what its reader does not want any more."""

    def write(self, data: Buffer) -> int:
        """How much was written, or dropped."""
        try:
            return super().write(data)
        except BrokenPipeError:
            return memoryview(data).nbytes
