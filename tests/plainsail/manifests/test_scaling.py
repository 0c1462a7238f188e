"""How many pods there are, and what autoscalers follow."""

import pytest

from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import fewest_pods, targets
from tests.plainsail.checks.planted import manifests, resources
from tests.plainsail.checks.planted_workloads import autoscaler, deployment, scaled_object, utilization


@pytest.mark.parametrize(
    ("workload", "autoscalers", "pods"),
    [
        (deployment(), (), 1),
        (deployment(replicas=3), (), 3),
        (deployment(), (autoscaler(minReplicas=2),), 2),
        (deployment(replicas=5), (autoscaler(minReplicas=2),), 2),
        (deployment(replicas=0), (autoscaler(minReplicas=2),), 0),
        (deployment(replicas=3), (autoscaler(kind="StatefulSet"),), 3),
        (deployment(replicas=0), (scaled_object(minReplicaCount=2),), 2),
        (deployment(), (scaled_object(minReplicaCount=2, idleReplicaCount=0),), 0),
    ],
    ids=[
        "nobody says",
        "a number",
        "the autoscaler's",
        "not the number",
        "switched off",
        "another's autoscaler",
        "KEDA wakes it",
        "KEDA leaves none",
    ],
)
def test_the_fewest_pods(workload: str, autoscalers: tuple[str, ...], pods: int) -> None:
    planted = manifests(workload, *autoscalers)
    [found] = planted.of("Deployment")

    assert fewest_pods(planted, found) == pods


def read(text: str) -> Resource:
    """The only object of a text."""
    [found] = resources(text)
    return found


def test_targets_are_shares_of_a_request_only() -> None:
    value = {"type": "Resource", "resource": {"name": "cpu", "target": {"type": "AverageValue", "averageValue": "1"}}}

    [target] = targets(read(autoscaler(value, utilization("memory", 80, of="app"))))

    assert (target.resource, target.percent, target.container) == ("memory", 80, "app")
    assert target.field == "spec.metrics[1].containerResource.target.averageUtilization"
