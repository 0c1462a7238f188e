"""The check of the same name."""

from plainsail.checks.scaling import two_autoscalers
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler, deployment


def test_the_number_swings() -> None:
    [finding] = two_autoscalers.check(manifests(deployment(), autoscaler(), autoscaler(name="more")))

    assert finding.message == (
        "HorizontalPodAutoscaler/backend scales Deployment/backend already: each overwrites the other's number"
    )
    assert finding.where.object == "HorizontalPodAutoscaler/more"


def test_silent_for_one() -> None:
    assert not list(two_autoscalers.check(manifests(deployment(), autoscaler())))
