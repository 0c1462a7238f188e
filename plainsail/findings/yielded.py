"""What a check yields, each of it proved to be a finding: a project's own check may yield anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import isgenerator
from types import NoneType
from typing import Any

from plainsail.findings.finding import SEVERITIES, Cause, Finding
from plainsail.findings.rules import IN_WORDS
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests

Check = Callable[[Manifests], Iterable[Finding]]
_WRITE = 'yield Finding(resource.where("spec.replicas"), "what is so")'


class NoFinding(TypeError):
    """A check yields what is no finding."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.line = line
        """The line that yields it, in the check's file."""


def findings_of(check: Check, manifests: Manifests) -> Iterator[Finding]:
    """What a check finds in manifests. Raises `NoFinding`, and whatever the check raises."""
    found: Any = check(manifests)
    if not isinstance(found, Iterable):
        what = "returns nothing" if found is None else f"returns {_a(found)}"
        raise NoFinding(f"{what}; {_WRITE}, or return a list of findings", _line_of(check, None))
    for finding in found:
        if problem := _problem(finding):
            raise NoFinding(problem, _line_of(check, found))
        yield finding


def _line_of(check: Any, found: object) -> int:
    """The line of a generator that yielded last; of another function the first."""
    if isgenerator(found) and found.gi_frame:
        return found.gi_frame.f_lineno
    code = getattr(check, "__code__", None)
    return code.co_firstlineno if code else 1


def _problem(finding: Any) -> str | None:
    """What is wrong with what a check yielded; None for a finding on whose types every format can rely."""
    if not isinstance(finding, Finding):
        return f"yields {_a(finding)}, which is no Finding; {_WRITE}"
    values = vars(finding)
    if not isinstance(values["where"], Location):
        return f"yields a Finding whose where is {_a(values['where'])}, no place of an object; {_WRITE}"
    for name, kinds in _KINDS.items():
        if not isinstance(values[name], kinds):
            return f"yields a Finding whose {name} is {_a(values[name])}; write text"
    for name, words in {"severity": SEVERITIES, "means": tuple(IN_WORDS)}.items():
        if values[name] not in (None, *words):
            return f"yields a Finding whose {name}={values[name]!r} is none of {', '.join(map(repr, words))}"
    if not isinstance(values["causes"], tuple) or not all(isinstance(cause, Cause) for cause in values["causes"]):
        return "yields a Finding whose causes are no tuple of Cause"
    return None if finding.message.strip() else "yields a Finding without a message; say what is so"


_KINDS: Mapping[str, tuple[type, ...]] = {"message": (str,), "setting": (str,), "fix": (str, NoneType)}


def _a(value: object) -> str:
    """The kind of a value, for people: never the value, which may be a credential."""
    kind = type(value).__name__
    return f"{'an' if kind[0] in 'aeiouAEIOU' else 'a'} {kind}"
