"""What the delivery files say, without the grammar that they say it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from plainsail.delivery.dockerfile import Dockerfile
from plainsail.delivery.hcl import Body


@dataclass(frozen=True)
class Said:
    """One value of a file: `("jobs", "build", "env", "AWS_REGION")`, `eu-west-3`."""

    keys: tuple[str, ...]
    value: Any
    """Text, a number, true, false, a list, a mapping; `Unknown` for what only running it would tell."""
    locate: Callable[[], int]

    @property
    def line(self) -> int:
        """The line that says it; looked for only when somebody asks."""
        return self.locate()

    @property
    def key(self) -> str:
        """The innermost key, in lower case, with `_` for `-`: `aws_region`."""
        return self.keys[-1].lower().replace("-", "_") if self.keys else ""


@dataclass(frozen=True)
class HclFile:
    """A file of Terraform or Terragrunt."""

    path: str
    text: str
    body: Body

    def said(self) -> Iterator[Said]:
        """Every value, at any depth, with the locals of the same file filled in."""
        for keys, value, line in self.body.walk():
            yield Said(keys, value, partial(_line_below, self.text, line, keys))


@dataclass(frozen=True)
class Workflow:
    """A workflow of GitHub Actions."""

    path: str
    text: str
    content: Mapping[Any, Any]

    def said(self) -> Iterator[Said]:
        """Every value, at any depth."""
        for keys, value in _walk(self.content, ()):
            yield Said(keys, value, partial(_line_holding, self.text, keys, value))


@dataclass(frozen=True)
class BrokenFile:
    """A file that exists and cannot be read."""

    path: str
    line: int
    problem: str


@dataclass(frozen=True)
class Delivery:
    """Delivery files that exist; what is missing is named in `missing`, and no check reads it."""

    dockerfile: Dockerfile | None = None
    hcl: tuple[HclFile, ...] = ()
    workflows: tuple[Workflow, ...] = ()
    broken: tuple[BrokenFile, ...] = ()
    missing: tuple[str, ...] = ()


def _walk(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if keys:
        yield keys, value
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(item, (*keys, str(key)))
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping):
                yield from _walk(item, keys)


def _line_below(text: str, line: int, keys: tuple[str, ...]) -> int:
    """The line of the innermost key: the statement's own, or further down within an object."""
    for number, content in enumerate(text.splitlines()[line - 1 :], line):
        if keys[-1] in content:
            return number
    return line


def _line_holding(text: str, keys: tuple[str, ...], value: Any) -> int:
    """The first line that holds the key and the value, else the first that holds the value, else the key's."""
    key, shown = keys[-1], str(value).splitlines()[0] if isinstance(value, str) and value else ""
    lines = list(enumerate(text.splitlines(), 1))
    for wanted in ((f"{key}:", shown), (shown or key,)):
        found = next((number for number, line in lines if all(part in line for part in wanted)), None)
        if found:
            return found
    return 1
