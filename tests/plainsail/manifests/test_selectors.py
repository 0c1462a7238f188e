"""Which containers serve, and how long they wait before they stop."""

from __future__ import annotations

import pytest

from plainsail.manifests.lifecycle import pre_stop
from plainsail.manifests.pods import Container
from plainsail.manifests.selectors import deregistration_delay, serving_containers, ways_in
from tests.plainsail.checks.planted import manifests, resources
from tests.plainsail.checks.planted_workloads import container, cron_job, deployment, ingress, service


def the_container(hook: object) -> Container:
    """A container with this `preStop`."""
    [pod] = manifests(deployment(container(lifecycle={"preStop": hook}))).pods()
    return pod.containers[0]


@pytest.mark.parametrize(
    ("command", "seconds"),
    [
        (["sleep", "15"], 15),
        (["sh", "-c", "sleep 1.5; kill -QUIT 1"], 1.5),
        (["sh", "-c", "(sleep 5) && sleep 2m"], 125),
        (["sh", "-c", "for i in 1 2 3; do sleep 5; done"], None),
        (["sh", "-c", "sleep $WAIT"], None),
        (["/wait-shutdown"], None),
    ],
)
def test_commands_that_sleep_for_a_fixed_time(command: list[str], seconds: float | None) -> None:
    assert pre_stop(the_container({"exec": {"command": command}})) == seconds


def test_ways_in_are_services_and_the_ingresses_before_them() -> None:
    planted = manifests(deployment(), service(), ingress(), cron_job())
    [pod] = (pod for pod in planted.pods() if not pod.ends)

    assert [str(way.key) for way in ways_in(planted, pod)] == ["Service/backend", "Ingress/backend"]


def test_jobs_serve_nobody() -> None:
    planted = manifests(deployment(kind="Job").replace("apps/v1", "batch/v1"), service())

    assert [serving_containers(planted, pod) for pod in planted.pods()] == [[]]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("deregistration_delay.timeout_seconds=15", 15),
        ("stickiness.enabled=true, deregistration_delay.timeout_seconds = 0", 0),
        ("stickiness.enabled=true", None),
    ],
)
def test_the_delay_that_an_annotation_states(said: str, seconds: int | None) -> None:
    [way_in] = resources(ingress(**{"alb.ingress.kubernetes.io/target-group-attributes": said}))
    found = deregistration_delay(way_in)

    assert (found[0] if found else None) == seconds
