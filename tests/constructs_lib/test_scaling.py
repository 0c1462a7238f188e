"""HorizontalPodAutoscalers and PodDisruptionBudgets."""

from __future__ import annotations

from typing import Any

from syrupy.assertion import SnapshotAssertion

from constructs_lib.kubernetes.objects import Document
from constructs_lib.scaling import Autoscaling, DisruptionBudget
from constructs_lib.settings import Behavior, Hpa, PodDisruptionBudget, ScalingPolicy, ScalingRules
from tests.constructs_lib.making import IDENTITY, chart, rendered


def autoscaler(part: str | None = None, **declared: Any) -> list[Document]:
    scope = chart()
    Autoscaling(scope, "It", identity=IDENTITY, part=part, component=part or "web", hpa=Hpa(max_replicas=3, **declared))
    return rendered(scope)


def test_cpu_and_memory(snapshot: SnapshotAssertion) -> None:
    declared: dict[str, Any] = {"target_cpu_utilization_percentage": 70, "target_memory_utilization_percentage": 80}

    assert autoscaler(**declared) == snapshot


def test_memory_alone_of_a_worker(snapshot: SnapshotAssertion) -> None:
    assert autoscaler("consume", min_replicas=2, target_memory_utilization_percentage=80) == snapshot


def test_behavior_in_both_directions(snapshot: SnapshotAssertion) -> None:
    behavior = Behavior(
        scale_up=ScalingRules(
            stabilization_window_seconds=0,
            select_policy="Max",
            policies=[
                ScalingPolicy(type="Pods", value=4, period_seconds=15),
                ScalingPolicy(type="Percent", value=100, period_seconds=15),
            ],
        ),
        scale_down=ScalingRules(stabilization_window_seconds=300),
    )

    assert autoscaler(target_cpu_utilization_percentage=70, behavior=behavior) == snapshot


def test_a_direction_that_is_forbidden(snapshot: SnapshotAssertion) -> None:
    behavior = Behavior(scale_down=ScalingRules(select_policy="Disabled"))

    assert autoscaler(target_cpu_utilization_percentage=70, behavior=behavior) == snapshot


def budget(most: int | str | None = None, *, staying: int | str | None = None) -> list[Document]:
    scope = chart()
    declared = PodDisruptionBudget(max_unavailable=most, min_available=staying)
    DisruptionBudget(scope, "It", identity=IDENTITY, part=None, component="web", budget=declared)
    return rendered(scope)


def test_a_number_of_pods(snapshot: SnapshotAssertion) -> None:
    assert budget(1) == snapshot


def test_a_share_of_the_pods(snapshot: SnapshotAssertion) -> None:
    assert budget("25%") == snapshot


def test_one_pod_where_nothing_says_so() -> None:
    assert budget() == budget(1)


def test_pods_that_must_stay() -> None:
    [number], [share] = budget(staying=2), budget(staying="50%")

    assert (number["spec"]["minAvailable"], share["spec"]["minAvailable"]) == (2, "50%")
    assert "maxUnavailable" not in number["spec"]
