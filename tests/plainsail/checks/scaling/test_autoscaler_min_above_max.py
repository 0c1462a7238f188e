"""The check of the same name."""

import pytest

from plainsail.checks.scaling import autoscaler_min_above_max
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler


def test_an_empty_range() -> None:
    [finding] = autoscaler_min_above_max.check(manifests(autoscaler(minReplicas=5)))

    assert finding.message == "minReplicas 5 is above maxReplicas 3"
    assert finding.where.field == "spec.minReplicas"


def test_silent_for_one_number_of_pods() -> None:
    """An idle autoscaler is harmless."""
    assert not list(autoscaler_min_above_max.check(manifests(autoscaler(maxReplicas=1))))


def scaled(bounds: str) -> str:
    return f"""
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {{name: scaled}}
spec: {{scaleTargetRef: {{name: a}}, triggers: [], {bounds}}}
"""


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ("minReplicaCount: 5, maxReplicaCount: 3", "minReplicaCount 5 is above maxReplicaCount 3"),
        ("minReplicaCount: 101", "minReplicaCount 101 is above maxReplicaCount 100"),
    ],
)
def test_a_scaled_object_of_an_empty_range(bounds: str, message: str) -> None:
    [finding] = autoscaler_min_above_max.check(manifests(scaled(bounds)))

    assert finding.message == message


def test_silent_about_a_scaled_object_that_rests_at_none() -> None:
    assert not list(autoscaler_min_above_max.check(manifests(scaled("minReplicaCount: 0, maxReplicaCount: 3"))))
