"""Runs rules over their subject, sets waivers against what they find, and says the same once."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from traceback import walk_tb
from types import TracebackType
from typing import Any

from constructs_lib.kubernetes.hashed_names import without_hash
from plainsail.errors import TRACEBACK
from plainsail.findings.finding import SEVERITIES, DecidingLine, Finding, Locate
from plainsail.findings.redaction import masked, without_credentials
from plainsail.findings.report import Result
from plainsail.findings.rules import Rule, S
from plainsail.location import Location
from plainsail.manifests.resource import Resource
from plainsail.manifests.waivers import Waivers

Match = tuple[Rule[Any], Finding]


def run(rules: Iterable[Rule[S]], subject: S) -> Iterator[Match]:
    """Everything that the rules find, rule by rule; a rule that fails is an error, and the others go on."""
    for rule in rules:
        try:
            for finding in rule.find(subject):
                yield rule, finding
        except Exception as error:
            if os.environ.get(TRACEBACK):
                raise
            yield rule, _failure(error)


class Failure(Finding):
    """That a rule failed: nobody knows what else it would have found, so that no waiver can mean it."""


def _failure(error: Exception) -> Failure:
    """The finding that a rule failed, at the object that it was looking at."""
    resource = looked_at(error.__traceback__)
    return Failure(
        resource.where() if resource else Location("", 1),
        f"this rule failed ({type(error).__name__}), so it says nothing of what it had still to judge",
        severity="error",
        fix=f"report this fault of plainsail; {TRACEBACK}=1 shows where it is",
    )


def looked_at(traceback: TracebackType | None) -> Resource | None:
    """The object in the hands of the innermost frame that holds one."""
    resource = None
    for frame, _ in walk_tb(traceback):
        for value in frame.f_locals.values():
            held = getattr(value, "resource", value)
            resource = held if isinstance(held, Resource) else resource
    return resource


def waive(matches: Iterable[Match], waivers: Waivers) -> tuple[list[Match], int]:
    """What no waiver covers, and how much is covered. That a rule failed is never meant."""
    every = list(matches)
    kept = [
        (rule, finding)
        for rule, finding in every
        if isinstance(finding, Failure)
        or not waivers.cover(rule.id, finding.where, is_error=rule.severity_of(finding) == "error")
    ]
    return kept, len(every) - len(kept)


def results(
    matches: Iterable[Match],
    locate: Locate = lambda _: (),
    at_field: Callable[[Location], Location] = lambda where: where,
) -> tuple[Result, ...]:
    """One result for what is the same in several environments and has one cause; the gravest first, then rule by rule.

    What no setting decides is found by the line of its field: `at_field` turns the object's line into that. No line
    and no message leaves with a credential in it.
    """
    groups: dict[tuple[object, ...], Result] = {}
    ranks: dict[str, int] = {}
    for rule, finding in matches:
        ranks.setdefault(rule.id, len(ranks))
        lines = locate(finding)
        result = _result(rule, finding if lines else replace(finding, where=at_field(finding.where)), lines)
        key = (rule.id, *identity(result.where), result.severity, result.message, result.fix, result.lines)
        first = groups.setdefault(key, result)
        if first.environments != result.environments:
            groups[key] = replace(first, environments=tuple(sorted({*first.environments, *result.environments})))
    return tuple(sorted(groups.values(), key=lambda result: (_rank(result), ranks[result.rule.id], *_place(result))))


def _result(rule: Rule[Any], finding: Finding, lines: Sequence[DecidingLine]) -> Result:
    where = finding.where
    by_line = {(line.path, line.line): line for line in reversed(lines)}
    return Result(
        rule=rule,
        severity=rule.severity_of(finding),
        environments=(where.environment,) if where.environment else (),
        where=where,
        message=without_credentials(finding.message),
        fix=without_credentials(rule.fix_of(finding)),
        setting=lines[0].setting if lines else finding.setting,
        lines=tuple(masked(line) for line in reversed(by_line.values())),
        means=rule.means_of(finding),
    )


def identity(where: Location) -> tuple[object, ...]:
    """What must be alike for two places to be one: in `dist/` a file of each environment has the same name."""
    if where.object and where.environment:
        return where.app, without_hash(where.path.rpartition("/")[2], where.app), where.object, where.field
    return where.app, where.path, where.line, where.namespace, where.object, where.field


def _rank(result: Result) -> int:
    return SEVERITIES.index(result.severity)


def _place(result: Result) -> tuple[object, ...]:
    where = result.where
    return where.object, where.app or "", where.path, where.line, where.namespace or "", where.field, result.message
