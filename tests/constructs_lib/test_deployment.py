"""Deployments, and what scales and protects them."""

from __future__ import annotations

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from constructs_lib.deployment import Deployment
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import Hpa, PodDisruptionBudget, Strategy
from tests.constructs_lib.making import IDENTITY, PROFILE, by_kind, chart, rendered

UNSAID: dict[str, Any] = {
    "strategy": Strategy(),
    "replicas": None,
    "hpa": None,
    "pod_disruption_budget": None,
    "revision_history_limit": 3,
    "progress_deadline_seconds": 600,
}
BUDGET = PodDisruptionBudget(max_unavailable=1)


def deployment(id: str = "It", **said: Any) -> list[Document]:
    scope = chart()
    template = PROFILE.template("web", [])
    Deployment(scope, id, identity=IDENTITY, part=None, component="web", template=template, **{**UNSAID, **said})
    return rendered(scope)


def hpa(min_replicas: int) -> Hpa:
    return Hpa(min_replicas=min_replicas, max_replicas=5, target_cpu_utilization_percentage=70)


def test_one_replica_where_nobody_says_how_many(snapshot: SnapshotAssertion) -> None:
    assert deployment() == snapshot


def test_replicas_in_numbers_and_percent(snapshot: SnapshotAssertion) -> None:
    assert deployment(replicas=3, strategy=Strategy(max_surge="50%", max_unavailable=1)) == snapshot


def test_recreate(snapshot: SnapshotAssertion) -> None:
    assert deployment(strategy=Strategy(type="Recreate")) == snapshot


def test_an_autoscaler_and_a_budget(snapshot: SnapshotAssertion) -> None:
    assert deployment(hpa=hpa(2), pod_disruption_budget=BUDGET) == snapshot


def test_no_replicas_beside_an_autoscaler() -> None:
    """Each sync would reset the number that the autoscaler has chosen."""
    assert "replicas" not in by_kind(deployment(hpa=hpa(1)))["Deployment"]["spec"]


def test_no_replicas_at_all() -> None:
    """Zero is a number, too."""
    assert by_kind(deployment(replicas=0))["Deployment"]["spec"]["replicas"] == 0


@pytest.mark.parametrize(
    ("said", "protected"),
    [
        ({}, False),
        ({"replicas": 0}, False),
        ({"replicas": 1}, False),
        ({"replicas": 2}, True),
        ({"hpa": hpa(1)}, False),
        ({"hpa": hpa(2)}, True),
    ],
    ids=["unsaid", "none", "one", "two", "one at least", "two at least"],
)
def test_a_budget_from_two_replicas_on(said: dict[str, Any], *, protected: bool) -> None:
    """With a single one it would keep its node from being drained for ever."""
    assert ("PodDisruptionBudget" in by_kind(deployment(**said, pod_disruption_budget=BUDGET))) == protected


def test_a_renamed_construct_changes_nothing() -> None:
    """No name, label or selector comes from a construct's path."""
    said = {"hpa": hpa(2), "pod_disruption_budget": BUDGET}

    assert deployment("Renamed", **said) == deployment("It", **said)
