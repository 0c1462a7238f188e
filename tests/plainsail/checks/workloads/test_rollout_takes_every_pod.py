"""The check of the same name."""

import pytest

from plainsail.checks.workloads import rollout_takes_every_pod
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler, deployment, service


def rolling(**said: object) -> dict[str, object]:
    """A strategy."""
    return {"type": "RollingUpdate", "rollingUpdate": said}


@pytest.mark.parametrize(
    ("replicas", "said", "message"),
    [
        (1, 1, "maxUnavailable 1 lets each rollout take the only pod at once"),
        (3, "100%", "maxUnavailable 100% lets each rollout take all 3 pods at once"),
    ],
)
def test_down_during_each_rollout(replicas: int, said: object, message: str) -> None:
    text = deployment(replicas=replicas, strategy=rolling(maxUnavailable=said))

    [finding] = rollout_takes_every_pod.check(manifests(text, service()))

    assert finding.message == message


def test_recreate_says_so_on_purpose() -> None:
    [finding] = rollout_takes_every_pod.check(manifests(deployment(strategy={"type": "Recreate"}), service()))

    assert finding.message == "every rollout stops the old pods before it starts new ones: the app is down meanwhile"
    assert finding.severity == "info"


def test_silent_with_the_defaults() -> None:
    """A quarter of one pod, rounded down, is none."""
    assert not list(rollout_takes_every_pod.check(manifests(deployment(), service())))


def test_silent_where_a_second_pod_stays() -> None:
    text = deployment(strategy=rolling(maxUnavailable=1))

    assert not list(rollout_takes_every_pod.check(manifests(text, service(), autoscaler(minReplicas=2))))


def test_silent_for_pods_that_serve_nobody() -> None:
    assert not list(rollout_takes_every_pod.check(manifests(deployment(strategy=rolling(maxUnavailable=1)))))
