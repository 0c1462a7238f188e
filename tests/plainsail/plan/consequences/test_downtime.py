"""Nobody answers for a while."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.plan.planted import autoscaler, container, deployment, files, scaled_object, stateful_set, told

NAME = "downtime"
RECREATE = {"type": "Recreate"}


def test_recreate_stops_all_pods_first() -> None:
    before, after = deployment(strategy=RECREATE), deployment(container(tty=True), strategy=RECREATE)

    assert told(NAME, before, after) == ["all pods stop before the first new one starts (Recreate)"]


def test_a_strategy_that_becomes_recreate_bites_at_the_next_rollout() -> None:
    assert told(NAME, deployment(strategy={"type": "RollingUpdate"}), deployment(strategy=RECREATE)) == [
        "from now on, each rollout stops all pods before the first new one starts (Recreate)"
    ]


def test_no_replicas_are_left() -> None:
    assert told(NAME, deployment(replicas=2), deployment(replicas=0)) == ["no pods are left: replicas 2 → 0"]


def test_without_a_number_there_was_one() -> None:
    assert told(NAME, deployment(), deployment(replicas=0)) == ["no pods are left: replicas 1 → 0"]


def test_an_autoscaler_that_may_leave_none() -> None:
    assert told(NAME, autoscaler(1, 3), autoscaler(0, 3)) == ["the autoscaler may leave no pods (minReplicas: 0)"]


def test_a_rolling_update_goes_unnoticed() -> None:
    assert told(NAME, deployment(), deployment(container(tty=True))) == []


def test_recreate_without_a_rollout_stops_nothing() -> None:
    before, after = deployment(strategy=RECREATE, replicas=1), deployment(strategy=RECREATE, replicas=2)

    assert told(NAME, before, after) == []


def test_the_only_pod_of_a_stateful_set_stops_first() -> None:
    """The new one has its name."""
    assert told(NAME, stateful_set(), stateful_set(container(tty=True))) == [
        "its only pod, backend-0, stops before the new one starts"
    ]


@pytest.mark.parametrize(
    "spec",
    [
        {"replicas": 2},
        {"replicas": 0},
        {"updateStrategy": {"type": "OnDelete"}},
        {"updateStrategy": {"rollingUpdate": {"partition": 1}}},
    ],
    ids=["others answer", "there is none", "nobody deletes it", "it is kept"],
)
def test_a_stateful_set_that_does_not_go_away(spec: dict[str, Any]) -> None:
    assert told(NAME, stateful_set(**spec), stateful_set(container(tty=True), **spec)) == []


ASLEEP = "KEDA leaves no pods where there is nothing to do, and the first to come waits for one"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (deployment(replicas=2), scaled_object()),
        (scaled_object(minReplicaCount=1), scaled_object(minReplicaCount=0)),
        (scaled_object(minReplicaCount=2), scaled_object(minReplicaCount=2, idleReplicaCount=0)),
    ],
)
def test_keda_may_leave_no_pods(before: str, after: str) -> None:
    old = files(before) if "kind: Deployment" in before else files(deployment(), before)

    assert told(NAME, old, files(deployment(), after)) == [ASLEEP]


def test_silent_where_keda_left_none_before() -> None:
    before, after = (files(deployment(), scaled_object(maxReplicaCount=most)) for most in (3, 6))

    assert told(NAME, before, after) == []
