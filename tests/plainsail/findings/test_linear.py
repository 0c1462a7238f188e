"""Work grows as the number of objects does: counted in calls, for a fleet and for one of twice as many apps."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from plainsail.checks import RULES
from plainsail.delivery import Delivery
from plainsail.findings.engine import results, run
from plainsail.findings.finding import Finding
from plainsail.findings.rules import Rule
from plainsail.manifests.loader import Reading, home_of, objects_of, validated
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import compared
from plainsail.plan.report import plan
from plainsail.schemas import Schemas
from plainsail.yaml_reader import files_below
from tests.plainsail.counting import calls_of

DIST = Path(__file__).parents[3] / "dist"
VERSION = "1.35"
APPS = 8
_SPARE = 300
"""Calls that any work may make more: what is made once, in one run or in the other."""


@cache
def schemas() -> Schemas:
    return Schemas([Path(__file__).parents[3] / "imports/crds"])


def fleet(apps: int, *, together: bool = False) -> Manifests:
    """The sample's objects, once for each of so many apps; `together` in one namespace, or each in one of its own."""
    resources: list[Resource] = []
    for file in files_below(DIST):
        path, text = file.relative_to(DIST).as_posix(), file.read_text(encoding="utf-8")
        for app in ("backend", *(f"app{number}" for number in range(1, apps))) if "backend" in path else ("backend",):
            name = path.replace("backend", app)
            written = text.replace("backend", app)
            if together:
                written = written.replace(f"namespace: {app}-", "namespace: shared-")
            found = objects_of(written, f"dist/{name}", *home_of(name), VERSION)
            resources += (resource for resource in found if isinstance(resource, Resource))
    return validated(Reading(tuple(resources), ()), schemas().judge, Delivery())


@pytest.mark.parametrize("together", [False, True], ids=["a namespace each", "one namespace"])
def test_every_check_is_linear_in_the_objects(together: bool) -> None:
    few, many = fleet(APPS, together=together), fleet(2 * APPS, together=together)
    for manifests in (few, many):  # what several rules share, whoever asks first
        list(run(RULES.values(), manifests))

    def counted(rule: Rule[Manifests], side: Manifests) -> int:
        return calls_of(lambda: list(run([rule], side)))

    counts = {rule.id: (counted(rule, few), counted(rule, many)) for rule in RULES.values()}

    assert {id: both for id, both in counts.items() if both[1] > 2.2 * both[0] + _SPARE} == {}


@pytest.mark.parametrize("work", ["indexes", "schemas", "results"])
def test_what_checks_share_is_linear_in_the_objects(work: str) -> None:
    def counted(apps: int) -> int:
        manifests = fleet(apps)
        if work == "indexes":
            return calls_of(lambda: list(run(RULES.values(), Manifests(manifests.resources))))
        if work == "schemas":
            judged = Reading(manifests.resources, ())
            return calls_of(lambda: validated(judged, schemas().judge, Delivery()))
        rule = RULES["single-pod-in-production"]
        found = [(rule, Finding(resource.where(), "message")) for resource in manifests.resources]
        return calls_of(lambda: results(found))

    counted(2)
    assert counted(2 * APPS) < 2.2 * counted(APPS)


def test_a_plan_is_linear_in_the_objects_that_come() -> None:
    def counted(apps: int) -> int:
        after = Manifests(fleet(apps).resources)

        def planned() -> None:
            comparison = compared(Manifests(()), after, datetime(2027, 1, 31, tzinfo=UTC))
            plan(comparison, lambda _: None, before="nothing", after="the settings")

        return calls_of(planned)

    counted(2)
    assert counted(2 * APPS) < 2.2 * counted(APPS)
