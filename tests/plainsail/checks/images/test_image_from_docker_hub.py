"""The check of the same name."""

from plainsail.checks.images import image_from_docker_hub
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, deployment

HUB = container(image="nginx:1.27.3")


def test_anonymous_pulls_are_limited() -> None:
    [finding] = image_from_docker_hub.check(manifests(deployment(HUB)))

    assert finding.message == "nginx:1.27.3 is pulled from Docker Hub, which limits anonymous pulls"


def test_silent_for_other_registries() -> None:
    assert not list(image_from_docker_hub.check(manifests(deployment())))


def test_silent_with_credentials() -> None:
    text = deployment(HUB, pod={"imagePullSecrets": [{"name": "hub"}]})

    assert not list(image_from_docker_hub.check(manifests(text)))


def test_silent_in_other_peoples_yaml() -> None:
    assert not list(image_from_docker_hub.check(manifests(deployment(HUB), environment=None, app=None)))
