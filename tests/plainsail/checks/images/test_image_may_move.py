"""The check of the same name."""

import pytest

from plainsail.checks.images import image_may_move
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, deployment


def running(tag: str) -> str:
    """A Deployment of this tag."""
    return deployment(container(image=f"registry.example/app{tag}"))


@pytest.mark.parametrize("tag", ["v1", "8", "8.3", "stable", "main", "staging", "8.3-fpm-alpine"])
def test_nothing_holds_production_to_one_image(tag: str) -> None:
    [finding] = image_may_move.check(manifests(running(f":{tag}"), environment="production"))

    assert finding.message == f"the tag {tag!r} may move, and there is no digest to hold production to one image"


@pytest.mark.parametrize(
    "tag",
    [":v1.2.3", ":1.27.3-alpine", ":sha-8151325d", ":main-4f2a91c", ":20261123", ":2026-11-23", ":build-412"],
)
def test_silent_for_the_name_of_one_build(tag: str) -> None:
    assert not list(image_may_move.check(manifests(running(tag), environment="production")))


def test_silent_for_a_digest() -> None:
    assert not list(image_may_move.check(manifests(running(":main@sha256:" + "a1" * 32), environment="production")))


def test_silent_outside_production() -> None:
    for environment in ("staging", None):
        assert not list(image_may_move.check(manifests(running(":main"), environment=environment)))


def test_silent_for_latest_which_another_check_names() -> None:
    assert not list(image_may_move.check(manifests(running(":latest"), environment="production")))
