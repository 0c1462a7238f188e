"""The check of the same name."""

from plainsail.checks.workloads import single_pod_in_production
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler, deployment, scaled_object, service


def test_a_node_may_take_the_only_pod() -> None:
    planted = manifests(deployment(), autoscaler(), service(), environment="production")

    [finding] = single_pod_in_production.check(planted)

    assert finding.message == "a node that fails or is drained may take the only pod"


def test_two_pods_that_do_not_replicate_their_data_are_no_remedy() -> None:
    """A StatefulService has no autoscaler, either."""
    planted = manifests(deployment(kind="StatefulSet"), service(), environment="production")

    [finding] = single_pod_in_production.check(planted)

    assert finding.fix == (
        "set `replicas: 2` or more where the software replicates its data between pods; "
        "else waive this check, with the reason"
    )


def test_silent_with_two() -> None:
    planted = manifests(deployment(), autoscaler(minReplicas=2), service(), environment="production")

    assert not list(single_pod_in_production.check(planted))


def test_silent_in_staging() -> None:
    assert not list(single_pod_in_production.check(manifests(deployment(), service())))


def test_silent_for_workers() -> None:
    """A message waits."""
    assert not list(single_pod_in_production.check(manifests(deployment(), environment="production")))


def test_keda_may_run_a_single_pod() -> None:
    planted = manifests(deployment(), scaled_object(), service(), environment="production")
    [finding] = single_pod_in_production.check(planted)

    assert [cause.where.field for cause in finding.causes] == ["spec.minReplicaCount"]
