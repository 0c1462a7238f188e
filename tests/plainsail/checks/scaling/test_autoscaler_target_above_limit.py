"""The check of the same name."""

from plainsail.checks.scaling import autoscaler_target_above_limit
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler, container, deployment, utilization

GUARANTEED = {"requests": {"cpu": "500m", "memory": "512Mi"}, "limits": {"cpu": "500m", "memory": "512Mi"}}


def test_killed_before_it_scales() -> None:
    planted = manifests(deployment(container(resources=GUARANTEED)), autoscaler(utilization("memory", 120)))

    [finding] = autoscaler_target_above_limit.check(planted)

    assert finding.message == (
        "120 % of 512Mi is 614Mi, and pods are killed at their limit of 512Mi: it never adds a pod"
    )


def test_throttled_before_it_scales() -> None:
    planted = manifests(deployment(container(resources=GUARANTEED)), autoscaler(utilization("cpu", 100)))

    [finding] = autoscaler_target_above_limit.check(planted)

    assert finding.message == (
        "100 % of 500m is 500m, and pods are throttled at their limit of 500m: it never adds a pod"
    )


def test_silent_below_the_limit() -> None:
    planted = manifests(deployment(container(resources=GUARANTEED)), autoscaler(utilization("cpu", 80)))

    assert not list(autoscaler_target_above_limit.check(planted))


def test_silent_without_a_limit() -> None:
    assert not list(autoscaler_target_above_limit.check(manifests(deployment(), autoscaler(utilization("cpu", 200)))))
