"""The check of the same name."""

from plainsail.checks.workloads import image_pulled_in_vain
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, deployment

DIGEST = "registry.example/app:v1@sha256:" + "a1" * 32


def test_a_registry_that_is_away_stops_pods() -> None:
    text = deployment(container(image=DIGEST, imagePullPolicy="Always"))

    [finding] = image_pulled_in_vain.check(manifests(text))

    assert finding.message == "Always asks the registry at each start for an image that cannot change"


def test_silent_for_a_tag_and_for_another_policy() -> None:
    tag = deployment(container(image="registry.example/app:v1", imagePullPolicy="Always"))
    policy = deployment(container(image=DIGEST, imagePullPolicy="IfNotPresent"))

    assert not list(image_pulled_in_vain.check(manifests(tag, policy)))
