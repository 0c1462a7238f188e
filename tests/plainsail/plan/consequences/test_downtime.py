"""Nobody answers for a while."""

from __future__ import annotations

from tests.plainsail.plan.planted import autoscaler, container, deployment, manifest, pod, told

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


def test_a_stateful_set_knows_no_recreate() -> None:
    before, after = (manifest("StatefulSet", {"template": pod(container(tty=t))}, api="apps/v1") for t in (True, False))

    assert told(NAME, before, after) == []
