"""A real terminal of a size, a program in it, and what it showed."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass
from pathlib import Path

_THEIRS = ("CLICOLOR", "COLUMNS", "FORCE_", "LESS", "LINES", "NO_COLOR", "PAGER", "PLAINSAIL_", "TERM", "VTE_", "WT_")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How a program ended, and what the terminal got of it."""

    code: int
    text: str


def environ(**said: str) -> dict[str, str]:
    """The variables of somebody who has set none about terminals, and these."""
    kept = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith(_THEIRS)}
    return kept | {"TERM": "xterm-256color", **said}


def run(*words: str, folder: Path, size: str = "24x80", **said: str) -> Shown:
    """Runs `plainsail` with a terminal, of so many lines and columns, on all three streams."""
    lines, columns = map(int, size.split("x"))
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    program = subprocess.Popen(
        [sys.executable, "-m", "plainsail", *words],
        cwd=folder,
        env=environ(**said),
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    text = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # the last process with the terminal is gone
            break
        if not part:
            break
        text += part
    os.close(leader)
    return Shown(code=program.wait(), text=text.decode().replace("\r\n", "\n"))
