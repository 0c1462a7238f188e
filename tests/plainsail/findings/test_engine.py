"""Runs of checks: what is handed to them, what is waived, and what is grouped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.delivery import Delivery
from plainsail.findings.engine import Source, Verdict, judge
from plainsail.findings.finding import Finding, Severity
from plainsail.findings.rules import Rule
from plainsail.manifests.loader import Reading
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.waivers import Waiver
from plainsail.schemas import NoSchema
from plainsail.schemas.problems import Problem
from tests.plainsail.checks.planted import resources

CONFIG = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: backend}}"
STAGING = resources(CONFIG % "c")
BOTH = [*STAGING, *resources(CONFIG % "c", environment="production")]

Check = Callable[[Manifests], Iterator[Finding]]


def every_config_map(manifests: Manifests) -> Iterator[Finding]:
    for resource in manifests.of("ConfigMap"):
        yield Finding(where=resource.where("data"), message="is empty", setting="config_maps")


def rule(check: Check = every_config_map, severity: Severity = "warning", id: str = "empty") -> Rule:
    return Rule(id, severity, "A ConfigMap is empty", "", "it is odd", "fill it", check)


def judged(*rules: Rule, of: Sequence[object] = BOTH, **others: object) -> Verdict:
    arguments: dict[str, object] = {"problems_of": lambda *_: [], "delivery": Delivery(), **others}
    return judge(Reading(tuple(of), ()), rules or [rule()], **arguments)  # type: ignore[arg-type] # typed in judge


def test_one_cause_in_two_environments_is_one_judgement() -> None:
    source = Source("config_maps", "envs/base.py", 3, "config_maps = {}")

    [judgement] = judged(locate=lambda _: source).judgements

    assert judgement.environments == ("production", "staging")


def test_two_causes_are_two_judgements() -> None:
    def locate(finding: Finding) -> Source:
        return Source("config_maps", f"envs/{finding.where.environment}.py", 3, "config_maps = {}")

    assert len(judged(locate=locate).judgements) == 2


def test_a_finding_may_say_its_own_severity_and_fix() -> None:
    def check(manifests: Manifests) -> Iterator[Finding]:
        for finding in every_config_map(manifests):
            yield replace(finding, severity="info", fix="leave it")

    [judgement] = judged(rule(check)).judgements

    assert (judgement.severity, judgement.fix) == ("info", "leave it")


def test_the_gravest_comes_first() -> None:
    verdict = judged(rule(severity="info", id="a"), rule(severity="error", id="b"), rule(id="c"))

    assert [judgement.check for judgement in verdict.judgements] == ["b", "c", "a"]


def test_what_is_waived_is_counted_and_not_told() -> None:
    waivers = [Waiver("empty", "meant", env, "backend", "envs/base.py:9") for env in ("staging", "production")]

    verdict = judged(waivers=waivers)

    assert (verdict.judgements, verdict.waived) == ([], 2)


def test_an_object_with_a_field_too_much_is_still_read() -> None:
    def problems(document: Document, _: str) -> list[Problem]:
        return [Problem("datta", "is not a field here", unknown_field=True, readable=True)]

    assert judged(problems_of=problems).judgements


def test_a_broken_object_is_hidden_from_checks_but_exists_for_its_siblings() -> None:
    seen: list[bool] = []

    def check(manifests: Manifests) -> Iterator[Finding]:
        seen.append(manifests.sibling(STAGING[0], "ConfigMap", "c") is not None)
        yield from every_config_map(manifests)

    verdict = judged(rule(check), of=STAGING, problems_of=lambda *_: [Problem("data", "is text")])

    assert (verdict.judgements, seen) == ([], [True])


@pytest.mark.parametrize(("ignored", "count"), [(False, 1), (True, 0)])
def test_a_kind_without_a_schema_is_told_unless_that_is_ignored(ignored: bool, count: int) -> None:
    def problems(document: Document, version: str) -> list[Problem]:
        raise NoSchema("no schema of it is known", "drop its CRD into imports/crds/")

    seen: list[int] = []

    def check(manifests: Manifests) -> Iterator[Finding]:
        seen.append(len(manifests.unknown))
        yield from ()

    judged(rule(check), of=STAGING, problems_of=problems, ignore_missing_schemas=ignored)

    assert seen == [count]
