"""Workers."""

from __future__ import annotations

from typing import Any

from syrupy.assertion import SnapshotAssertion

from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import (
    Compute,
    ExecProbe,
    Hpa,
    PodDisruptionBudget,
    Resources,
    Shutdown,
    Strategy,
    Worker,
)
from constructs_lib.workers import WorkerDeployment
from tests.constructs_lib.making import PROFILE, by_kind, chart, rendered


def worker(said: Worker, *, version: str = "1.35", id: str = "It") -> list[Document]:
    scope = chart()
    made(scope, said, version=version, id=id)
    return rendered(scope)


def made(scope: Any, said: Worker, *, version: str = "1.35", id: str = "It") -> WorkerDeployment:
    return WorkerDeployment(
        scope,
        id,
        name="consume",
        worker=said,
        profile=PROFILE,
        checksums={"checksum/config-a": "1"},
        pod_disruption_budget=PodDisruptionBudget(max_unavailable=1),
        revision_history_limit=3,
        progress_deadline_seconds=600,
        kubernetes_version=version,
    )


def test_a_command_and_nothing_else(snapshot: SnapshotAssertion) -> None:
    """One pod, no port, no Service, no wait before SIGTERM."""
    assert worker(Worker("bin/console messenger:consume")) == snapshot


def test_everything_said(snapshot: SnapshotAssertion) -> None:
    said = Worker(
        ["bin/consume", "--all"],
        hpa=Hpa(min_replicas=2, max_replicas=4, target_cpu_utilization_percentage=50),
        env={"QUEUE": "all"},
        resources=Resources(requests=Compute(cpu="50m")),
        liveness_probe=ExecProbe("bin/alive"),
        strategy=Strategy(type="Recreate"),
        shutdown=Shutdown(pre_stop_seconds=3, termination_grace_period_seconds=120),
    )

    assert worker(said, version="1.29") == snapshot


def test_a_number_of_replicas() -> None:
    assert by_kind(worker(Worker("bin/consume", replicas=3)))["Deployment"]["spec"]["replicas"] == 3


def test_a_wait_before_sigterm_is_a_patch_of_its_own_deployment() -> None:
    said = Worker("bin/consume", shutdown=Shutdown(pre_stop_seconds=3))

    assert [patch.target for patch in made(chart(), said).patches] == ["Deployment/shop-consume"]


def test_a_renamed_construct_changes_nothing() -> None:
    said = Worker("bin/consume", replicas=2)

    assert worker(said, id="Renamed") == worker(said)
