"""The check of the same name."""

import pytest

from plainsail.checks.scaling import utilization_without_request
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import (
    autoscaler,
    container,
    cpu_trigger,
    deployment,
    limit_range,
    scaled_object,
    utilization,
)

BARE = container("proxy", resources=None)
LIMITED = container("proxy", resources={"limits": {"cpu": "1"}})


def test_a_sidecar_without_request_stops_the_autoscaler() -> None:
    [finding] = utilization_without_request.check(manifests(deployment(container(), BARE), autoscaler()))

    assert finding.message == (
        "HorizontalPodAutoscaler/backend follows 70 % of a cpu request, and there is none: it scales nothing"
    )
    assert finding.where.field == "spec.template.spec.containers[proxy].resources.requests"
    assert finding.severity == "error"


def test_a_sidecar_among_the_init_containers_counts() -> None:
    planted = deployment(pod={"initContainers": [{**BARE, "restartPolicy": "Always"}]})

    [finding] = utilization_without_request.check(manifests(planted, autoscaler(), environment=None, app=None))

    assert finding.where.field == "spec.template.spec.initContainers[proxy].resources.requests"
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "sound",
    [
        (deployment(), autoscaler()),
        (deployment(pod={"initContainers": [BARE]}), autoscaler()),
        (deployment(container(), LIMITED), autoscaler()),
        (deployment(BARE, pod={"resources": {"requests": {"cpu": "1"}}}), autoscaler()),
        (deployment(container(), BARE), autoscaler(utilization("cpu", 70, of="app"))),
        (deployment(BARE), autoscaler(), limit_range()),
        (deployment(BARE), autoscaler({"type": "External", "external": {}})),
    ],
    ids=["requests", "init container", "a limit", "the pod's", "one container", "LimitRange", "no share"],
)
def test_silent_where_the_share_can_be_computed(sound: tuple[str, ...]) -> None:
    assert not list(utilization_without_request.check(manifests(*sound)))


def test_the_old_way_of_saying_it_is_read_too() -> None:
    old = autoscaler(metrics=[], targetCPUUtilizationPercentage=80).replace("autoscaling/v2", "autoscaling/v1")

    [finding] = utilization_without_request.check(manifests(deployment(BARE), old))

    assert "follows 80 % of a cpu request" in finding.message


def test_a_container_that_is_not_there() -> None:
    planted = autoscaler(utilization("memory", 70, of="web"))

    [finding] = utilization_without_request.check(manifests(deployment(), planted))

    assert finding.message == "follows the container 'web', and Deployment/backend has none of that name"
    assert (
        finding.where.field == "spec.metrics[ContainerResource/memory/web].containerResource.target.averageUtilization"
    )


def test_a_trigger_of_keda_follows_requests_too() -> None:
    [finding] = utilization_without_request.check(manifests(deployment(container(), BARE), scaled_object()))

    assert finding.message == "ScaledObject/backend follows 70 % of a cpu request, and there is none: it scales nothing"


def test_a_trigger_on_a_container_that_is_not_there() -> None:
    planted = manifests(deployment(), scaled_object(cpu_trigger(containerName="ap")))
    [finding] = utilization_without_request.check(planted)

    assert finding.where.field == "spec.triggers[0].metadata.value"


def test_silent_for_triggers_that_ask_elsewhere() -> None:
    queue = {"type": "aws-sqs-queue", "metadata": {"queueLength": "20"}}

    assert not list(utilization_without_request.check(manifests(deployment(BARE), scaled_object(queue))))
