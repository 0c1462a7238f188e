"""The instructions of a Dockerfile: lines joined, comments left out, here-documents kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


class DockerfileError(ValueError):
    """Text that is no Dockerfile; `line` is where."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line, self.problem = line, problem


@dataclass(frozen=True)
class Instruction:
    """One instruction of a Dockerfile."""

    name: str
    """`USER`, in capitals."""
    value: str
    """What follows, with continued lines and here-documents joined."""
    line: int


_WITH_HEREDOCS = ("ADD", "COPY", "RUN")
_NAMES = frozenset(
    [
        *_WITH_HEREDOCS,
        *("ARG", "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER"),
        *("ONBUILD", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"),
    ]
)
_DIRECTIVE = re.compile(r"#\s*(\w+)\s*=\s*(.+?)\s*$")
_HEREDOC = re.compile(r"<<(-?)\s*(['\"]?)([A-Za-z_]\w*)\2")


def instructions(text: str) -> Iterator[Instruction]:
    """The instructions in order. Raises DockerfileError."""
    lines = text.removeprefix("\ufeff").splitlines()
    escape = _escape(lines)
    at = 0
    while at < len(lines):
        first = at
        if _is_nothing(lines[at]):
            at += 1
            continue
        joined = ""
        while at < len(lines):
            line = lines[at].rstrip()
            at += 1
            if joined and _is_nothing(line):  # comments and empty lines may stand between continued ones
                continue
            if not line.endswith(escape):
                joined += line
                break
            joined += line[: -len(escape)]
        name, _, value = joined.strip().partition(" ")
        name = name.upper()
        if name not in _NAMES:
            raise DockerfileError(first + 1, f"{name.lower()!r} is no instruction of a Dockerfile")
        if name in _WITH_HEREDOCS:
            for found in _HEREDOC.finditer(value):
                document, at = _heredoc(lines, at, found[3], indented=bool(found[1]), opened=first + 1)
                value += "\n" + document
        yield Instruction(name, value.strip(), first + 1)


def _escape(lines: list[str]) -> str:
    """The character that continues a line: a directive at the very top may name another than the backslash."""
    for line in lines:
        found = _DIRECTIVE.match(line)
        if not found:
            break
        if found[1].lower() == "escape":
            return found[2]
    return "\\"


def _is_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _heredoc(lines: list[str], at: int, mark: str, *, indented: bool, opened: int) -> tuple[str, int]:
    for end in range(at, len(lines)):
        if (lines[end].lstrip("\t") if indented else lines[end]) == mark:
            return "\n".join(lines[at:end]), end + 1
    raise DockerfileError(opened, f"the here-document {mark} is never closed")
