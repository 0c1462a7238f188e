"""Runs the checks over manifests, sets waivers against findings, and groups what has one cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from constructs_lib.kubernetes.objects import Document
from plainsail.delivery import Delivery
from plainsail.findings.finding import SEVERITIES, Finding, Severity
from plainsail.findings.rules import Rule
from plainsail.location import Location
from plainsail.manifests.loader import Reading
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.waivers import Waiver, WaiverBook
from plainsail.schemas import NoSchema, Problem

WAIVER_CHECK = "waiver"


@dataclass(frozen=True)
class Source:
    """A line that says a setting."""

    setting: str
    path: str
    line: int
    text: str


Locate = Callable[[Finding], Source | None]
"""Finds the line that decides a finding."""


@dataclass(frozen=True)
class Judgement:
    """A finding with its check's words, its source, and every environment in which it holds."""

    check: str
    severity: Severity
    environments: tuple[str, ...]
    where: Location
    message: str
    fix: str
    setting: str
    source: Source | None

    @property
    def origin(self) -> tuple[str, int]:
        """The line to look at first: a delivery file's own, else that of the setting, else that of the object."""
        if self.source and self.where.object:
            return self.source.path, self.source.line
        return self.where.path, self.where.line


@dataclass(frozen=True)
class Verdict:
    """All that one run found."""

    judgements: list[Judgement]
    objects: int
    checks: int
    waived: int
    left_out: tuple[str, ...] = field(default=())
    """What was not looked at, in words."""

    def count(self, severity: Severity) -> int:
        """How many judgements are of that severity."""
        return sum(judgement.severity == severity for judgement in self.judgements)


ProblemsOf = Callable[[Document, str], Sequence[Problem]]
"""What the schema of a Kubernetes version says of an object; raises `NoSchema` for a kind that it does not know."""


def judge(
    reading: Reading,
    rules: Sequence[Rule],
    *,
    problems_of: ProblemsOf,
    delivery: Delivery,
    ignore_missing_schemas: bool = False,
    waivers: Sequence[Waiver] = (),
    locate: Locate = lambda _: None,
    left_out: Sequence[str] = (),
) -> Verdict:
    """Every finding that no waiver covers, the gravest first."""
    manifests = manifests_of(reading, problems_of, delivery, ignore_missing_schemas=ignore_missing_schemas)
    found: list[tuple[Rule, Finding]] = []
    used: set[Waiver] = set()
    waived = 0
    for rule, finding in _found(rules, manifests):
        covering = {waiver for waiver in waivers if waiver.covers(rule.id, finding.where)}
        used |= covering
        waived += bool(covering)
        if not covering:
            found.append((rule, finding))
    manifests.waivers = WaiverBook.of(waivers, checks=[rule.id for rule in rules], used=used)
    found += [(rule, finding) for rule in rules if rule.id == WAIVER_CHECK for finding in rule.check(manifests)]
    objects = len(reading.resources) + len(reading.broken)
    return Verdict(_grouped(found, locate), objects, len(rules), waived, tuple(left_out))


def manifests_of(
    reading: Reading, problems_of: ProblemsOf, delivery: Delivery, *, ignore_missing_schemas: bool
) -> Manifests:
    """What was read, sorted into objects whose shape may be relied on, and others."""
    sound: list[Resource] = []
    unsound: list[Resource] = []
    problems: dict[Resource, tuple[Problem, ...]] = {}
    unknown: dict[Resource, NoSchema] = {}
    for resource in reading.resources:
        try:
            said = tuple(problems_of(resource.document, resource.kubernetes_version))
        except NoSchema as error:
            if not ignore_missing_schemas:
                unknown[resource] = error
            # Nothing proves the shape of such an object, so no check may rely on it.
            unsound.append(resource)
            continue
        if said:
            problems[resource] = said
        # A wrong name or number leaves types and required fields as checks rely on them.
        (sound if all(problem.readable for problem in said) else unsound).append(resource)
    return Manifests(
        sound, unsound=unsound, delivery=delivery, problems=problems, unknown=unknown, broken=reading.broken
    )


def _found(rules: Sequence[Rule], manifests: Manifests) -> Iterator[tuple[Rule, Finding]]:
    for rule in rules:
        if rule.id != WAIVER_CHECK:
            for finding in rule.check(manifests):
                yield rule, finding


def _grouped(found: Sequence[tuple[Rule, Finding]], locate: Locate) -> list[Judgement]:
    """One judgement for what is the same in several environments and has one cause."""
    groups: dict[tuple[object, ...], Judgement] = {}
    for rule, finding in found:
        judgement = _judgement(rule, finding, locate(finding))
        where = judgement.where
        key = (
            judgement.check,
            judgement.severity,
            where.object or where.path,
            where.app,
            where.field,
            judgement.message,
            judgement.source,
        )
        first = groups.get(key)
        groups[key] = judgement if first is None else _joined(first, judgement)
    return sorted(groups.values(), key=_order)


def _judgement(rule: Rule, finding: Finding, source: Source | None) -> Judgement:
    asked = finding.setting
    setting = source.setting if source else (asked if isinstance(asked, str) else (asked or ("",))[-1])
    return Judgement(
        check=rule.id,
        severity=finding.severity or rule.severity,
        environments=(finding.where.environment,) if finding.where.environment else (),
        where=finding.where,
        message=finding.message,
        fix=finding.fix or rule.fix,
        setting=setting,
        source=source,
    )


def _joined(first: Judgement, second: Judgement) -> Judgement:
    return replace(first, environments=tuple(sorted({*first.environments, *second.environments})))


def _order(judgement: Judgement) -> tuple[object, ...]:
    where = judgement.where
    return (
        SEVERITIES.index(judgement.severity),
        judgement.check,
        where.object,
        where.path,
        where.line,
        where.field,
        judgement.message,
    )
