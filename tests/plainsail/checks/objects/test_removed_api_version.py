"""The check of the same name."""

from __future__ import annotations

from itertools import pairwise

import pytest

from plainsail.checks.objects import removed_api_version
from plainsail.schemas import api_versions, core_schemas
from tests.plainsail.checks.planted_objects import examined, made, workload

BUDGET = made("PodDisruptionBudget", "policy/v1beta1", spec={})


def test_gone() -> None:
    [finding] = removed_api_version.check(examined(BUDGET))

    assert finding.message == "policy/v1beta1 is not served from Kubernetes 1.25 on; use policy/v1"
    assert finding.where.field == "apiVersion"
    assert finding.severity is None


@pytest.mark.parametrize(("version", "severity"), [("1.32", None), ("1.31", "warning"), ("1.30", "warning")])
def test_going_within_two_versions(version: str, severity: str | None) -> None:
    document = made("FlowSchema", "flowcontrol.apiserver.k8s.io/v1beta3", spec={})

    [finding] = removed_api_version.check(examined(document, kubernetes_version=version))

    assert finding.severity == severity


def test_silent_while_there_is_time() -> None:
    document = made("FlowSchema", "flowcontrol.apiserver.k8s.io/v1beta3", spec={})

    assert not list(removed_api_version.check(examined(document, kubernetes_version="1.29")))


def test_silent_on_what_stays() -> None:
    assert not list(removed_api_version.check(examined(workload(), made("Event", "v1"))))


LISTED = [(version, kind, removal) for (version, kind), removal in api_versions._REMOVALS.items()]


def test_the_table_agrees_with_the_schemas() -> None:
    """What is said to be gone has no schema, and was there one version before."""
    oldest = core_schemas.minors()[0]

    still_there = [
        (api_version, kind, minor)
        for api_version, kind, removal in LISTED
        for minor in core_schemas.minors()
        if core_schemas.has(minor, api_version, kind) and minor >= removal.minor
    ]
    gone_before = [
        (api_version, kind)
        for api_version, kind, removal in LISTED
        if removal.minor > oldest and not core_schemas.has(removal.minor - 1, api_version, kind)
    ]

    assert len(LISTED) > 40
    assert still_there == []
    assert gone_before == []


def test_every_beta_that_went_is_in_the_table() -> None:
    """A review is asked for and never stored: no manifest holds one."""
    minors = core_schemas.minors()
    went = {
        (api_version, kind)
        for before, after in pairwise(minors)
        for api_version, kind in core_schemas._index(before).keys() - core_schemas._index(after).keys()
        if "beta" in api_version and not kind.endswith(("List", "Review"))
    }

    assert went
    assert {each for each in went if api_versions.removal_of(*each) is None} == set()


def test_every_successor_is_known() -> None:
    """Advice that no cluster could follow would be none."""
    newest = core_schemas.minors()[-1]
    apis = [(removal.successor, kind) for _, kind, removal in LISTED if "/" in removal.successor]

    assert [each for each in apis if not core_schemas.has(newest, *each)] == []
