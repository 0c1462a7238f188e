"""The check of the same name."""

import dataclasses

from plainsail.checks.scaling import two_autoscalers
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import autoscaler, deployment


def test_the_number_swings() -> None:
    [finding] = two_autoscalers.check(manifests(deployment(), autoscaler(), autoscaler(name="more")))

    assert finding.message == (
        "HorizontalPodAutoscaler/backend scales Deployment/backend already: each overwrites the other's number"
    )
    assert finding.where.object == "HorizontalPodAutoscaler/more"


def test_two_files_of_somebody_else_may_be_alternatives() -> None:
    tree = (deployment(), autoscaler(), autoscaler(name="more"))
    one_file = [dataclasses.replace(resource, path="all.yaml") for resource in manifests(*tree).resources]

    [apart] = two_autoscalers.check(manifests(*tree, environment=None, app=None))
    [together] = two_autoscalers.check(
        Manifests([dataclasses.replace(resource, environment=None, app=None) for resource in one_file])
    )

    assert (apart.severity, together.severity) == ("info", "error")


def test_silent_for_one() -> None:
    assert not list(two_autoscalers.check(manifests(deployment(), autoscaler())))
