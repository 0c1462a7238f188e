"""Deployments, and what scales and protects them."""

from __future__ import annotations

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from constructs_lib.container import exec_probe
from constructs_lib.deployment import Deployment
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import (
    BackgroundWorker,
    Compute,
    ConfigMap,
    Container,
    ExecProbe,
    Hpa,
    PodDisruptionBudget,
    Resources,
    Shutdown,
    Strategy,
)
from tests.constructs_lib.making import by_kind, chart, profile, rendered

RESOURCES = Resources(requests=Compute(cpu="50m"))
BUDGET = PodDisruptionBudget(max_unavailable=1)


def deployment(id: str = "It", **settings: Any) -> list[Document]:
    scope, pods = chart(), profile(resources=RESOURCES, **settings)
    Deployment(scope, id, profile=pods, runs=pods.settings, component="web")
    return rendered(scope)


def worker(worker: BackgroundWorker, id: str = "It", **settings: Any) -> list[Document]:
    scope = chart()
    beside(scope, worker, id, **settings)
    return rendered(scope)


def beside(scope: Any, worker: BackgroundWorker, id: str = "It", **settings: Any) -> Deployment:
    return Deployment(
        scope,
        id,
        profile=profile(pod_disruption_budget=BUDGET, **settings),
        runs=worker,
        part="consume",
        component="consume",
        liveness_probe=exec_probe(worker.liveness_probe),
    )


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
    ("settings", "protected"),
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
def test_a_budget_from_two_replicas_on(settings: dict[str, Any], *, protected: bool) -> None:
    """With a single one it would keep its node from being drained for ever."""
    assert ("PodDisruptionBudget" in by_kind(deployment(**settings, pod_disruption_budget=BUDGET))) == protected


def test_a_renamed_construct_changes_nothing() -> None:
    """No name, label or selector comes from a construct's path."""
    settings = {"hpa": hpa(2), "pod_disruption_budget": BUDGET}

    assert deployment("Renamed", **settings) == deployment("It", **settings)


def test_a_worker_with_a_command_and_nothing_else(snapshot: SnapshotAssertion) -> None:
    """One pod, no port, no Service, no wait before SIGTERM."""
    assert worker(BackgroundWorker("bin/console messenger:consume")) == snapshot


def test_a_worker_with_everything(snapshot: SnapshotAssertion) -> None:
    everything = BackgroundWorker(
        ["bin/consume", "--all"],
        hpa=Hpa(min_replicas=2, max_replicas=4, target_cpu_utilization_percentage=50),
        env={"QUEUE": "all"},
        resources=RESOURCES,
        liveness_probe=ExecProbe("bin/alive"),
        strategy=Strategy(type="Recreate"),
        shutdown=Shutdown(pre_stop_seconds=3, termination_grace_period_seconds=120),
    )

    assert worker(everything, kubernetes_version="1.29") == snapshot


def test_a_worker_has_its_own_number_of_replicas() -> None:
    assert (
        by_kind(worker(BackgroundWorker("bin/consume", replicas=3), replicas=2))["Deployment"]["spec"]["replicas"] == 3
    )


def test_a_worker_has_none_of_the_containers_beside_the_app() -> None:
    """Nor the arguments of the app's command."""
    [result] = worker(BackgroundWorker("bin/consume"), args=["--app"], sidecars={"a": Container(command="bin/watch")})

    assert [item.get("args") for item in result["spec"]["template"]["spec"]["containers"]] == [None]


def test_a_wait_before_sigterm_is_a_patch_of_its_own_deployment() -> None:
    """The typed API does not know the field."""
    patient = BackgroundWorker("bin/consume", shutdown=Shutdown(pre_stop_seconds=3))

    assert [patch.target for patch in beside(chart(), patient).patches] == ["Deployment/shop-consume"]


def test_a_changed_config_map_is_another_template() -> None:
    """So the pods restart."""
    one, other = (
        by_kind(deployment(config_maps={"a": ConfigMap(data={"A": value}, as_env=True)}))["Deployment"]["spec"]
        for value in ("1", "2")
    )

    assert one["template"]["metadata"] != other["template"]["metadata"]
