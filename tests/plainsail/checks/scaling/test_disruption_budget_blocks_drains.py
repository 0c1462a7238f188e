"""The check of the same name."""

import pytest

from plainsail.checks.scaling import disruption_budget_blocks_drains
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler, deployment, disruption_budget, scaled_object


@pytest.mark.parametrize(
    ("budget", "workload", "message"),
    [
        (
            disruption_budget(minAvailable=1),
            (deployment(),),
            "minAvailable 1, and there is one pod: none may go, node drains wait for ever",
        ),
        (
            disruption_budget(minAvailable="50%"),
            (deployment(replicas=1),),
            "minAvailable 50%, and there is one pod: none may go, node drains wait for ever",
        ),
        (
            disruption_budget(minAvailable=2),
            (deployment(), autoscaler(minReplicas=2)),
            "minAvailable 2, and there may be no more than 2 pods: none may go, node drains wait for ever",
        ),
        (
            disruption_budget(maxUnavailable=0),
            (deployment(replicas=9),),
            "maxUnavailable 0 lets no pod go: node drains wait for ever",
        ),
        (
            disruption_budget(minAvailable="100%"),
            (),
            "minAvailable 100% lets no pod go: node drains wait for ever",
        ),
    ],
    ids=["one pod", "half of one", "the autoscaler's least", "zero", "all"],
)
def test_no_pod_may_go(budget: str, workload: tuple[str, ...], message: str) -> None:
    [finding] = disruption_budget_blocks_drains.check(manifests(budget, *workload))

    assert finding.message == message


@pytest.mark.parametrize(
    ("budget", "workload"),
    [
        (disruption_budget(maxUnavailable=1), deployment()),
        (disruption_budget(maxUnavailable="10%"), deployment()),
        (disruption_budget(minAvailable=1), deployment(replicas=2)),
        (disruption_budget(minAvailable="50%"), deployment(replicas=2)),
        (disruption_budget(minAvailable=1), deployment(replicas=0)),
        (disruption_budget(minAvailable=1), deployment(kind="DaemonSet")),
    ],
    ids=["one of one", "rounded up", "one of two", "half", "none at all", "an agent on every node"],
)
def test_silent_where_a_pod_may_go(budget: str, workload: str) -> None:
    assert not list(disruption_budget_blocks_drains.check(manifests(budget, workload)))


def test_silent_where_the_pods_cannot_be_counted() -> None:
    assert not list(disruption_budget_blocks_drains.check(manifests(disruption_budget(minAvailable=1))))


def test_the_only_pod_that_keda_may_run() -> None:
    """None is nothing that a drain could take: what counts is the first that comes."""
    planted = manifests(deployment(), scaled_object(minReplicaCount=0), disruption_budget(minAvailable=1))
    [finding] = disruption_budget_blocks_drains.check(planted)

    assert finding.message == "minAvailable 1, and there is one pod: none may go, node drains wait for ever"


def test_silent_for_two_pods_of_keda_of_which_none_may_be_left() -> None:
    keda = scaled_object(minReplicaCount=2, idleReplicaCount=0)

    assert not list(
        disruption_budget_blocks_drains.check(manifests(deployment(), keda, disruption_budget(minAvailable=1)))
    )
