"""The check of the same name."""

from plainsail.checks.scaling import staging_scaled_up
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler, deployment, scaled_object


def test_staging_tests_code_not_scaling() -> None:
    [finding] = staging_scaled_up.check(manifests(deployment(), autoscaler()))

    assert finding.message == "up to 3 pods in staging"


def test_a_fixed_number_counts_too() -> None:
    [finding] = staging_scaled_up.check(manifests(deployment(replicas=2), environment="dev"))

    assert finding.message == "2 pods in dev"


def test_silent_for_one_pod() -> None:
    assert not list(staging_scaled_up.check(manifests(deployment(), autoscaler(maxReplicas=1))))


def test_silent_in_production_and_where_nobody_says() -> None:
    for environment in ("production", None):
        assert not list(staging_scaled_up.check(manifests(deployment(replicas=3), environment=environment)))


def test_what_keda_may_run_counts_too() -> None:
    [finding] = staging_scaled_up.check(manifests(deployment(), scaled_object(maxReplicaCount=4)))

    assert finding.message == "up to 4 pods in staging"
    assert finding.where.field == "spec.maxReplicaCount"


def test_silent_for_one_pod_of_keda() -> None:
    assert not list(staging_scaled_up.check(manifests(deployment(), scaled_object(maxReplicaCount=1))))
