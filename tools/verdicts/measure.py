"""How far `check` and `plan` agree with the verdicts that were written down."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from constructs_lib.kubernetes.objects import Document
from plainsail.checks import RULES
from plainsail.delivery import Delivery
from plainsail.findings.engine import run
from plainsail.findings.finding import Meaning
from plainsail.manifests.loader import Reading, objects_of, validated
from plainsail.manifests.manifests import Broken
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import compared
from plainsail.plan.consequences import will_fail
from plainsail.plan.trees import Tree, read
from plainsail.schemas import Schemas
from tools.verdicts.record import CREATES, IN_DIST, UPDATES, Row, is_of_apps, recorded, seeds

VERSION = "1.35"
_NOW = datetime(2026, 1, 5, tzinfo=UTC)
_CHECKS = [rule for rule in RULES.values() if rule.id != "waiver"]


class Error(NamedTuple):
    """Something that we call an error."""

    means: Meaning | None
    text: str


@dataclass
class Figures:
    """What was counted of one group of verdicts."""

    group: str
    agree: int = 0
    refused: int = 0
    refusals_seen: int = 0
    accepted: int = 0
    false_alarms: int = 0
    other_errors: int = 0

    def count(self, *, accepts: bool, errors: Sequence[Error]) -> None:
        """One verdict."""
        agrees = agree(accepts=accepts, errors=errors)
        self.agree += agrees
        self.refused += not accepts
        self.refusals_seen += not accepts and agrees
        self.accepted += accepts
        self.false_alarms += accepts and not agrees
        self.other_errors += accepts and agrees and bool(errors)

    def row(self) -> str:
        """A row of a table."""
        total = self.refused + self.accepted
        shares = (
            share(self.agree, total),
            share(self.refusals_seen, self.refused),
            share(self.false_alarms, self.accepted, upward=True),
            share(self.other_errors, self.accepted, upward=True),
        )
        return f"| {self.group} | {total:,} | {' | '.join(shares)} |"


HEADER = (
    "| | objects | agree | refusals seen | accepted, and said to be refused | accepted, an error for another reason |\n"
    "|---|---|---|---|---|---|"
)


def agree(*, accepts: bool, errors: Sequence[Error]) -> bool:
    """Whether ours is the server's verdict: of what it takes, nothing says that it is refused."""
    return not any(error.means == "refused" for error in errors) if accepts else bool(errors)


def share(part: int, whole: int, *, upward: bool = False) -> str:
    """One decimal, rounded so that nothing looks better than it is: 100 % is all, and 0 % is none.

    >>> share(999, 1001), share(1, 10001, upward=True), share(0, 5, upward=True)
    ('99.8 %', '0.1 %', '0.0 %')
    """
    if not whole:
        return "-"
    return f"{(-(-part * 1000 // whole) if upward else part * 1000 // whole) / 10:.1f} %"


class Judge:
    """`check` and `plan`, for one object after the other."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas

    def errors(self, document: Document) -> list[Error]:
        """What `check` calls an error in an object alone."""
        parts = list(objects_of(json.dumps(document), "object.yaml", None, None, VERSION))
        resources = tuple(part for part in parts if isinstance(part, Resource))
        broken = tuple(part for part in parts if isinstance(part, Broken))
        manifests = validated(Reading(resources, broken), self._schemas.judge, Delivery())
        return [
            Error(rule.means_of(finding), f"{rule.id} {finding.where.field}: {finding.message}")
            for rule, finding in run(_CHECKS, manifests)
            if rule.severity_of(finding) == "error"
        ]

    def will_fail(self, before: Document, after: Document) -> list[Error]:
        """What `plan` says of an object that becomes another."""
        trees = [Tree(name, {"a/b/c.yaml": json.dumps(each)}) for name, each in (("before", before), ("after", after))]
        findings = will_fail.find(compared(*read(*trees), _NOW))
        return [Error("refused", f"{finding.where.field}: {finding.message}") for finding in findings]


Disagree = Callable[[str, Row, Sequence[Error]], None]
"""Told of each verdict that ours is not: what was broken, the row, and what we say."""


def measured(schemas: Schemas, disagree: Disagree = lambda *_: None) -> Iterator[Figures]:
    """The figures of each group of kinds, and of updates."""
    judge, sound = Judge(schemas), seeds()
    groups: dict[str, Callable[[Document], bool]] = {
        "the kinds in `dist/`": lambda seed: seed["kind"] in IN_DIST,
        "kinds that apps use": is_of_apps,
        "platform kinds": lambda seed: not is_of_apps(seed),
    }
    figures = {name: Figures(name) for name in groups}

    def errors(number: int, row: Row) -> list[Error]:
        return judge.errors(row[2].of(sound[number]))

    for row, found in _judged(recorded(CREATES), errors, disagree, sound):
        for name, belongs in groups.items():
            if belongs(sound[row[0]]):
                figures[name].count(accepts=row[1].accepts, errors=found)
    yield from figures.values()

    def fails(number: int, row: Row) -> list[Error]:
        return judge.will_fail(sound[number], row[2].of(sound[number]))

    updates = Figures("updates, by `plan`")
    for row, found in _judged(recorded(UPDATES), fails, disagree, sound):
        updates.count(accepts=row[1].accepts, errors=found)
    yield updates


def _judged(
    rows: Iterable[Row], ours: Callable[[int, Row], list[Error]], disagree: Disagree, sound: list[Document]
) -> Iterator[tuple[Row, list[Error]]]:
    for row in rows:
        errors = ours(row[0], row)
        if not agree(accepts=row[1].accepts, errors=errors):
            disagree(f"{sound[row[0]]['kind']}/{sound[row[0]]['metadata']['name']}", row, errors)
        yield row, errors
