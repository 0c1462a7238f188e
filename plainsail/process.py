"""How a short-lived process ends: its exit code, a broken pipe, an interrupt."""

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


class FastExit:
    """Made first in a process; `exit` ends it as `sys.exit` does, without freeing what the system frees at once.

    Freeing hundreds of thousands of objects one by one would take a fifth of the time of a rendering.
    """

    def __init__(self) -> None:
        self._code = 1
        # What is registered first runs last: Node has ended, and its scratch folder is gone, before this.
        atexit.register(self._end)

    def exit(self, code: int) -> None:
        """Ends the process with this exit code. All is printed: a late Ctrl-C, or Node's last words, add nothing."""
        self._code = code
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _flush()
        _mute(2)
        sys.exit(code)

    def _end(self) -> None:
        _flush()
        os._exit(self._code)


def mute_when_interrupted() -> None:
    """For a worker of a process that answers Ctrl-C in one line: neither the worker nor its Node may add to that."""
    signal.signal(signal.SIGINT, lambda *_: _mute(2))


def _mute(descriptor: int) -> None:
    """Nobody reads any more what is written there."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # closed: nobody is there to read it
            if stream:
                stream.flush()


def ignore_broken_pipe() -> None:
    """Makes `plainsail check | head -1` end with the exit code of the check, though nobody reads the rest of it."""
    if sys.stdout is None:
        return
    buffer = _UntilBroken(io.FileIO(sys.stdout.fileno(), "wb", closefd=False))
    sys.stdout = io.TextIOWrapper(buffer, sys.stdout.encoding, sys.stdout.errors, line_buffering=True)


class _UntilBroken(io.BufferedWriter):
    """A stream that drops what its reader does not want any more.

    The file below is Python's own: were its `write` ours, an interrupt between the system's answer and ours would have
    the same line written again.
    """

    def write(self, data: Buffer) -> int:
        """How much was written, or dropped."""
        try:
            return super().write(data)
        except BrokenPipeError:
            _mute(self.fileno())
            return memoryview(data).nbytes

    def flush(self) -> None:
        """Writes, or drops, what is left."""
        try:
            super().flush()
        except BrokenPipeError:
            _mute(self.fileno())
            super().flush()
