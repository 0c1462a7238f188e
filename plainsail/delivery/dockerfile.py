"""Reads a Dockerfile as its final image sees it: user, variables, ports, and the commands that were run on the way.

PyPI's `dockerfile-parse` (last released in 2023) knows neither here-documents nor what a stage inherits from another.
"""

import posixpath
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from plainsail.errors import ParseError

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
_VARIABLE = re.compile(r"\\(.)|\$(?:(\w+)|\{(\w+)(?::?([-+])([^}]*))?\})")
_USERS = {"root": 0, "daemon": 1, "www-data": 33, "nobody": 65534}
_GROUPS = {**_USERS, "nogroup": 65534}
_ALPINE = {"www-data": 82, "daemon": 2}
_NEW_USER = re.compile(r"\b(?:useradd|adduser|groupadd|addgroup)\b[^;&|\n]*")


class DockerfileError(ParseError):
    """Text that is no Dockerfile."""


@dataclass(frozen=True)
class Instruction:
    """One instruction of a Dockerfile."""

    name: str
    """`USER`, in capitals."""
    value: str
    """What follows, with continued lines and here-documents joined."""
    line: int


class Owner(NamedTuple):
    """User and group in numbers; None where no number is known."""

    user: int | None
    group: int | None


@dataclass
class Stage:
    """One stage of a build, with what it inherits from the stages that it is built on."""

    name: str
    base: str
    """The image that the first of its stages stands on, variables filled in."""
    user: Instruction | None = None
    """The last USER, variables filled in."""
    env: dict[str, Instruction] = field(default_factory=dict)
    """The last ENV of each variable; the instruction's value is the variable's."""
    exposed: list[Instruction] = field(default_factory=list)
    steps: list[Instruction] = field(default_factory=list)
    """RUN, COPY and ADD, in order, variables filled in."""
    workdir: Instruction | None = None
    """The last WORKDIR; the instruction's value is the whole path."""
    copied: list[Instruction] = field(default_factory=list)
    """COPY and ADD; the instruction's value is the whole path that they write to."""


@dataclass(frozen=True)
class Dockerfile:
    """A Dockerfile, and its final stage."""

    path: str
    final: Stage

    def variable(self, name: str) -> str | None:
        """A variable of the final image; None where no ENV sets it."""
        instruction = self.final.env.get(name)
        return instruction.value if instruction else None


def read_dockerfile(path: str, text: str) -> Dockerfile:
    """The final image that a text describes. Raises DockerfileError."""
    stages: list[Stage] = []
    before: dict[str, str] = {}
    known: dict[str, str] = {}
    for instruction in instructions(text):
        if instruction.name == "FROM":
            stages.append(_stage(_filled(instruction, before), stages))
            known = {name: variable.value for name, variable in stages[-1].env.items()}
        elif instruction.name == "ARG":
            for name, value in _arguments(_filled(instruction, known if stages else before)):
                scope = known if stages else before
                scope[name] = value if value is not None else before.get(name, "")
        elif not stages:
            raise DockerfileError(instruction.line, f"{instruction.name} before the first FROM")
        else:
            _note(stages[-1], instruction, known)
    if not stages:
        raise DockerfileError(1, "there is no FROM, so no image")
    return Dockerfile(path, stages[-1])


def _stage(instruction: Instruction, stages: list[Stage]) -> Stage:
    words = [word for word in instruction.value.split() if not word.startswith("--")]
    if not words:
        raise DockerfileError(instruction.line, "FROM names no image")
    image = words[0]
    named = len(words) == 3 and words[1].lower() == "as"
    name = words[2].lower() if named else str(len(stages))
    parent = next((stage for stage in reversed(stages) if stage.name == image.lower()), None)
    if parent is None:
        return Stage(name, image)
    return replace(
        parent,
        name=name,
        env=dict(parent.env),
        exposed=list(parent.exposed),
        steps=list(parent.steps),
        copied=list(parent.copied),
    )


def _note(stage: Stage, instruction: Instruction, known: dict[str, str]) -> None:
    filled = _filled(instruction, known)
    match instruction.name:
        case "USER":
            stage.user = filled
        case "ENV":
            for name, value in _variables(filled):
                stage.env[name] = Instruction("ENV", value, instruction.line)
                known[name] = value
        case "EXPOSE":
            stage.exposed.append(filled)
        case "WORKDIR":
            stage.workdir = Instruction("WORKDIR", _absolute(stage, filled.value), instruction.line)
        case "RUN" | "COPY" | "ADD":
            # A shell fills in the rest of its own variables; what it assigns itself is none of ours.
            stage.steps.append(filled)
            if filled.name != "RUN" and (target := _target(filled)):
                stage.copied.append(Instruction(filled.name, _absolute(stage, target), instruction.line))


def _target(instruction: Instruction) -> str:
    """Where COPY or ADD writes to: its last word; empty where that is unclear."""
    line = instruction.value.partition("\n")[0].strip()
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', line) if line.endswith("]") else line.split()
    return words[-1].strip("'\"") if len(words) > 1 and "$" not in words[-1] else ""


def _absolute(stage: Stage, path: str) -> str:
    """A path as seen from the working folder."""
    path = path.strip("'\"")
    return posixpath.normpath(posixpath.join(stage.workdir.value if stage.workdir else "/", path))


def _arguments(instruction: Instruction) -> Iterator[tuple[str, str | None]]:
    for word in _words(instruction):
        name, equals, value = word.partition("=")
        yield name, value if equals else None


def _variables(instruction: Instruction) -> Iterator[tuple[str, str]]:
    first = instruction.value.split(maxsplit=1)
    if first and "=" not in first[0]:  # the old form: `ENV NAME the whole rest`
        yield first[0], first[1] if len(first) > 1 else ""
        return
    for word in _words(instruction):
        name, _, value = word.partition("=")
        yield name, value


def _words(instruction: Instruction) -> list[str]:
    try:
        return shlex.split(instruction.value)
    except ValueError as error:
        raise DockerfileError(instruction.line, f"{instruction.name}: {str(error).lower()}") from None


def _filled(instruction: Instruction, known: dict[str, str]) -> Instruction:
    """The instruction with variables filled in: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:+other}`."""

    def value(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[0]
        name, operator, word = match[2] or match[3], match[4], match[5]
        match operator:
            case "-":
                return known.get(name) or word
            case "+":
                return word if known.get(name) else ""
        return known.get(name, match[0])

    return Instruction(instruction.name, _VARIABLE.sub(value, instruction.value), instruction.line)


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
            for match in _HEREDOC.finditer(value):
                document, at = _heredoc(lines, at, match[3], indented=bool(match[1]), opened=first + 1)
                value += "\n" + document
        yield Instruction(name, value.strip(), first + 1)


def _escape(lines: list[str]) -> str:
    """The character that continues a line: a directive at the very top may name another than the backslash."""
    for line in lines:
        match = _DIRECTIVE.match(line)
        if not match:
            break
        if match[1].lower() == "escape":
            return match[2]
    return "\\"


def _is_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _heredoc(lines: list[str], at: int, mark: str, *, indented: bool, opened: int) -> tuple[str, int]:
    for end in range(at, len(lines)):
        if (lines[end].lstrip("\t") if indented else lines[end]) == mark:
            return "\n".join(lines[at:end]), end + 1
    raise DockerfileError(opened, f"the here-document {mark} is never closed")


def owner(dockerfile: Dockerfile, text: str) -> Owner:
    """A `user:group` of a Dockerfile in numbers: written so, created in it, or known to its distribution."""
    alpine = _ALPINE if "alpine" in dockerfile.final.base else {}
    made = _made(dockerfile)
    user, colon, group = text.strip("'\"").replace(".", ":", 1).partition(":")
    user_id = _number(user, {**_USERS, **alpine, **made})
    if colon and group:
        return Owner(user_id, _number(group, {**_GROUPS, **alpine, **made}))
    return Owner(user_id, None)


def _number(name: str, known: dict[str, int]) -> int | None:
    return int(name) if name.isdigit() else known.get(name)


def _made(dockerfile: Dockerfile) -> dict[str, int]:
    """Users and groups that the final image's own commands make, with the number that they are given."""
    made: dict[str, int] = {}
    for step in dockerfile.final.steps:
        for command in _NEW_USER.findall(step.value):
            number = re.search(r"\s(?:-u|-g|--uid|--gid)[ =]?(\d+)", command)
            names = [word for word in command.split()[1:] if re.fullmatch(r"[a-z_][a-z0-9_-]*", word)]
            if number and names:
                made[names[-1]] = int(number[1])
    return made
