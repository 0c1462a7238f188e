"""Which lines of charts and constructs made an object: those of a project, and those of the library."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from plainsail.library import LIBRARY
from plainsail.render.kernel.local import Running

ROOMS = ("charts", "constructs_lib")


class Place(NamedTuple):
    """A line of a chart or a construct."""

    path: str
    """The file, from the root of the project, or from where the library is installed."""
    line: int
    is_own: bool
    """Whether it is the project's, where the library lies elsewhere."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def places(running: Running) -> Iterator[Place]:
    """The lines in charts and constructs, the innermost first."""
    folders = [Path(folder) for room in ROOMS if room in sys.modules for folder in sys.modules[room].__path__]
    for code, instruction in running:
        for folder in folders:
            if (path := Path(code.co_filename)).is_relative_to(folder):
                path, line = path.relative_to(folder.parent), _line_of(code, instruction)
                yield Place(path.as_posix(), line, is_own=folder.parent != LIBRARY)
                break


def _line_of(code: CodeType, instruction: int) -> int:
    lines = (line for start, end, line in code.co_lines() if start <= instruction < end)
    return next(lines, None) or code.co_firstlineno


def apart(one: Running, other: Running) -> tuple[Place, Place] | None:
    """The innermost lines in which the two differ, a project's own first; None where there are none."""
    pair = next(((a, b) for a, b in zip(places(one), places(other), strict=False) if a != b), None)
    return pair and (pair if pair[0].is_own else (pair[1], pair[0]))
