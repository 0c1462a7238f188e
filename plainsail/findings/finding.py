"""What a rule yields: where, what is so and what to do."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, Literal, Protocol, runtime_checkable

from plainsail.location import Location

Severity = Literal["error", "warning", "info"]
"""error: the API server refuses it, it cannot work, it is unsafe, or something is lost. warning: it works today and
will fail on a day that one can name, or users may notice. info: taste or hardening, or good to know."""

Meaning = Literal["refused", "cannot work", "unsafe", "will fail"]
"""What the errors of a rule mean: the API server refuses the object; it is accepted and cannot work; it works and is
unsafe, or loses something; it works until a day that will come."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest down."""


@dataclass(frozen=True)
class Cause:
    """The place of what a finding comes from, where its setting is found: a change, or another field."""

    where: Location
    before: Any = None
    """What the field held, where it is a text: of several settings, the one that is new in it made the change."""
    gone: bool = False
    """Whether nothing stands there any more; `before` is JSON then, where it was no text."""


@dataclass(frozen=True)
class Finding:
    """One thing that one rule found."""

    where: Location
    message: str
    """What is so and what it leads to, in lower case, without what `where` says already."""
    _: KW_ONLY
    setting: str = ""
    """The setting that it is about, where no field can tell."""
    causes: tuple[Cause, ...] = ()
    """Where it comes from, each with a line of its own; empty where that is the place itself."""
    severity: Severity | None = None
    """Where it is not that of the rule."""
    fix: str | None = None
    """Where it is not that of the rule."""
    means: Meaning | None = None
    """What it means as an error, where it is not what the rule's errors mean."""


@dataclass(frozen=True)
class DecidingLine:
    """A line that gives a setting its value."""

    setting: str
    path: str
    line: int
    text: str
    is_installed: bool = False
    """Whether it is a default of the library's, whose file is not the project's to show or to change."""


Locate = Callable[[Finding], Sequence[DecidingLine]]
"""Finds the lines that decide a finding, the likeliest first."""


@runtime_checkable
class Foreseeing(Protocol):
    """Finds lines faster where it is told before which it will be asked for."""

    def ahead(self, findings: Sequence[Finding]) -> None:
        """These will be asked for, in this order."""


def foretell(locate: object, findings: Sequence[Finding]) -> None:
    """Tells what finds lines which it will be asked for, if it wants to know."""
    if findings and isinstance(locate, Foreseeing):
        locate.ahead(findings)
