"""The check of the same name."""

import pytest

from plainsail.checks.scaling import memory_target_on_small_request
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler, container, deployment, utilization

TARGET = autoscaler(utilization("cpu", 70), utilization("memory", 80))


def sized(request: str, limit: str | None) -> str:
    """A Deployment with these amounts of memory."""
    limits = {"memory": limit} if limit else {}
    return deployment(container(resources={"requests": {"cpu": "1", "memory": request}, "limits": limits}))


def test_an_idle_pod_exceeds_the_target() -> None:
    """The article's own numbers."""
    [finding] = memory_target_on_small_request.check(manifests(sized("64Mi", "512Mi"), TARGET))

    assert finding.message == (
        "80 % of 64Mi is 51Mi, and the limit is 512Mi: what an idle pod uses may keep it at 3 pods"
    )
    assert finding.where.field == "spec.metrics[Resource/memory].resource.target.averageUtilization"


@pytest.mark.parametrize(
    "sound",
    [
        (sized("256Mi", "512Mi"), TARGET),
        (sized("64Mi", None), TARGET),
        (sized("64Mi", "512Mi"), autoscaler(utilization("cpu", 70))),
        (sized("64Mi", "512Mi"), autoscaler(utilization("memory", 80), maxReplicas=1)),
        (sized("64Mi", "512Mi"),),
    ],
    ids=["near the limit", "no limit", "cpu alone", "one number of pods", "no autoscaler"],
)
def test_silent_where_nothing_is_pinned(sound: tuple[str, ...]) -> None:
    assert not list(memory_target_on_small_request.check(manifests(*sound)))


def test_sidecars_add_up() -> None:
    """Two requests of 64Mi, and 1Gi that both together may take."""
    small = {"requests": {"memory": "64Mi"}, "limits": {"memory": "512Mi"}}
    planted = deployment(container(resources=small), container("proxy", resources=small))

    [finding] = memory_target_on_small_request.check(manifests(planted, TARGET))

    assert finding.message.startswith("80 % of 128Mi is 102Mi, and the limit is 1Gi")
