"""The check of the same name."""

from plainsail.checks.scaling import autoscaler_min_above_max
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler, scaled_object


def test_an_empty_range() -> None:
    [finding] = autoscaler_min_above_max.check(manifests(autoscaler(minReplicas=5)))

    assert finding.message == "minReplicas 5 is above maxReplicas 3"
    assert finding.where.field == "spec.minReplicas"


def test_silent_for_one_number_of_pods() -> None:
    """An idle autoscaler is harmless."""
    assert not list(autoscaler_min_above_max.check(manifests(autoscaler(maxReplicas=1))))


def test_keda_refuses_it_as_well() -> None:
    [finding] = autoscaler_min_above_max.check(manifests(scaled_object(minReplicaCount=5, maxReplicaCount=3)))

    assert finding.message == "minReplicaCount 5 is above maxReplicaCount 3"


def test_silent_where_keda_has_no_most() -> None:
    assert not list(autoscaler_min_above_max.check(manifests(scaled_object(minReplicaCount=5))))
