"""The check of the same name."""

import pytest

from plainsail.checks.images import image_tag_latest
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, cron_job, deployment


def running(image: str) -> str:
    """A Deployment of this image."""
    return deployment(container(image=image))


@pytest.mark.parametrize(
    ("image", "said"),
    [
        ("registry.example/app", "has no tag, which means latest"),
        ("registry.example:5000/app:latest", "is tagged latest"),
    ],
)
def test_another_image_on_another_day(image: str, said: str) -> None:
    [finding] = image_tag_latest.check(manifests(running(image)))

    assert finding.message == f"{image} {said}: another image on another day"
    assert finding.where.field == "spec.template.spec.containers[app].image"
    assert finding.severity is None


def test_an_error_in_production() -> None:
    [finding] = image_tag_latest.check(manifests(running("nginx"), environment="production"))

    assert finding.severity == "error"


def test_init_containers_are_images_too() -> None:
    planted = deployment(pod={"initContainers": [container("wait", image="busybox")]})

    [finding] = image_tag_latest.check(manifests(planted, environment=None, app=None))

    assert finding.where.field == "spec.template.spec.initContainers[wait].image"


def test_silent_for_tags_and_digests() -> None:
    digest = "sha256:" + "a1" * 32

    assert not list(image_tag_latest.check(manifests(running("nginx:1.27"), cron_job())))
    assert not list(image_tag_latest.check(manifests(running(f"nginx@{digest}"))))
    assert not list(image_tag_latest.check(manifests(running(f"nginx:latest@{digest}"))))
