"""The check of the same name."""

from plainsail.checks.scaling import replicas_beside_autoscaler
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler, deployment


def test_each_overwrites_the_others_number() -> None:
    [finding] = replicas_beside_autoscaler.check(manifests(deployment(replicas=2), autoscaler()))

    assert finding.message == "2 here, 1 to 3 in HorizontalPodAutoscaler/backend: each overwrites the other's number"
    assert str(finding.where.object) == "Deployment/backend"
    assert finding.severity == "error"


def test_a_warning_in_other_peoples_yaml() -> None:
    [finding] = replicas_beside_autoscaler.check(
        manifests(deployment(replicas=2), autoscaler(), environment=None, app=None)
    )

    assert finding.severity == "warning"


def test_none_is_a_switch() -> None:
    [finding] = replicas_beside_autoscaler.check(manifests(deployment(replicas=0), autoscaler()))

    assert finding.message == "0 replicas switch HorizontalPodAutoscaler/backend off: it scales nothing up from 0"


def test_silent_when_the_autoscaler_owns_the_number() -> None:
    assert not list(replicas_beside_autoscaler.check(manifests(deployment(), autoscaler())))


def test_silent_for_an_autoscaler_of_something_else() -> None:
    other = autoscaler(kind="StatefulSet")

    assert not list(replicas_beside_autoscaler.check(manifests(deployment(replicas=2), other)))


def test_silent_for_a_kind_that_is_not_known() -> None:
    assert not list(replicas_beside_autoscaler.check(manifests(deployment(replicas=2), autoscaler(kind="Rollout"))))


def test_a_scaled_object_of_keda_sets_the_number_as_well() -> None:
    keda = """
    apiVersion: keda.sh/v1alpha1
    kind: ScaledObject
    metadata: {name: queue, namespace: backend}
    spec: {scaleTargetRef: {name: backend}, maxReplicaCount: 5}
    """
    [finding] = replicas_beside_autoscaler.check(manifests(deployment(replicas=2), keda))

    assert finding.message == "2 here, 0 to 5 in ScaledObject/queue: each overwrites the other's number"
