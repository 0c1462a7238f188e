"""What every panel sees of a project."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plainsail.errors import ProjectError
from plainsail.report import facts as gathering
from plainsail.report.facts import Facts
from tests.plainsail.report.conftest import COMMIT

pytestmark = pytest.mark.sample


def test_environments_stand_in_the_order_of_promotion(facts: Facts) -> None:
    assert [env.env_name for env in facts.environments] == ["staging", "production"]


def test_objects_and_findings_are_those_of_the_app_in_the_environment(facts: Facts) -> None:
    staging, production = facts.environments

    assert {(each.app, each.environment) for each in facts.objects(staging)} == {("backend", "staging")}
    assert facts.findings(staging) == ()
    assert [found.rule.id for found in facts.findings(production)] == ["single-pod-in-production"]


def test_the_only_clock_is_that_of_the_commit(facts: Facts) -> None:
    assert facts.now == COMMIT.instant


def test_an_app_that_shares_its_namespace_is_not_alone(facts: Facts) -> None:
    staging, _ = facts.environments
    other = replace(facts)
    vars(other)["_living"] = {gathering._home(staging): 2}

    assert facts.is_alone(staging)
    assert not other.is_alone(staging)


def test_what_cannot_be_known_of_secrets_is_told_and_stops_nothing(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stale(*_: object, **__: object) -> None:
        raise ProjectError("dist/ differs from what envs/ says")

    monkeypatch.setattr(gathering, "needs", stale)

    assert replace(facts).needs == "dist/ differs from what envs/ says"
