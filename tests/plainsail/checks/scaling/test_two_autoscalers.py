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


KEDA = """
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: queue, namespace: backend, annotations: {ANNOTATIONS}}
spec: {scaleTargetRef: {name: backend}, advanced: {horizontalPodAutoscalerConfig: {name: backend}}, triggers: []}
"""
TRANSFER = "scaledobject.keda.sh/transfer-hpa-ownership: 'true'"


def test_a_scaled_object_is_an_autoscaler_as_well() -> None:
    tree = manifests(deployment(), autoscaler(), KEDA.replace("ANNOTATIONS", ""))
    [finding] = two_autoscalers.check(tree)

    assert finding.where.object == "ScaledObject/queue"
    assert finding.message.startswith("HorizontalPodAutoscaler/backend scales Deployment/backend already")


def test_silent_about_an_autoscaler_that_keda_takes_over_or_made() -> None:
    taken = manifests(deployment(), autoscaler(), KEDA.replace("ANNOTATIONS", TRANSFER))
    made = manifests(deployment(), autoscaler(name="keda-hpa-queue"), KEDA.replace("ANNOTATIONS", ""))

    assert not list(two_autoscalers.check(taken))
    assert not list(two_autoscalers.check(made))
