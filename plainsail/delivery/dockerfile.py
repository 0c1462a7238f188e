"""Reads a Dockerfile as its final image sees it: user, variables, ports, and the commands that were run on the way.

PyPI's `dockerfile-parse` (last released in 2023) knows neither here-documents nor what a stage inherits from another.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field

from plainsail.delivery.dockerfile_lines import DockerfileError, Instruction, instructions

__all__ = ["Dockerfile", "DockerfileError", "Instruction", "read_dockerfile"]

_VARIABLE = re.compile(r"\\(.)|\$(?:(\w+)|\{(\w+)(?::?([-+])([^}]*))?\})")


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


@dataclass(frozen=True)
class Dockerfile:
    """A Dockerfile, and its final stage."""

    path: str
    final: Stage

    def variable(self, name: str) -> str | None:
        """A variable of the final image; None where no ENV says it."""
        said = self.final.env.get(name)
        return said.value if said else None


def read_dockerfile(path: str, text: str) -> Dockerfile:
    """The final image that a text describes. Raises DockerfileError."""
    stages: list[Stage] = []
    before: dict[str, str] = {}
    known: dict[str, str] = {}
    for instruction in instructions(text):
        if instruction.name == "FROM":
            stages.append(_stage(_filled(instruction, before), stages))
            known = {name: said.value for name, said in stages[-1].env.items()}
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
    return Stage(name, parent.base, parent.user, dict(parent.env), list(parent.exposed), list(parent.steps))


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
        case "RUN" | "COPY" | "ADD":
            # A shell fills in the rest of its own variables; what it assigns itself is none of ours.
            stage.steps.append(filled)


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

    def value(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[0]
        name, operator, word = found[2] or found[3], found[4], found[5]
        said = known.get(name)
        match operator:
            case "-":
                return said or word
            case "+":
                return word if said else ""
        return said if said is not None else found[0]

    return Instruction(instruction.name, _VARIABLE.sub(value, instruction.value), instruction.line)
