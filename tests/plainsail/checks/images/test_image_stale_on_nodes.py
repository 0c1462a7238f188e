"""The check of the same name."""

import pytest

from plainsail.checks.images import image_stale_on_nodes
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import container, deployment


def pulling(image: str, policy: str | None) -> str:
    """A Deployment that pulls so."""
    return deployment(container(image=image, imagePullPolicy=policy))


@pytest.mark.parametrize(
    ("image", "policy", "tag"),
    [
        ("registry.example/app:main", "IfNotPresent", "main"),
        ("registry.example/app:main", None, "main"),
        ("registry.example/app", "IfNotPresent", "latest"),
        ("registry.example/app:8.3", "Never", "8.3"),
    ],
)
def test_two_versions_serve_at_once(image: str, policy: str | None, tag: str) -> None:
    [finding] = image_stale_on_nodes.check(manifests(pulling(image, policy)))

    assert finding.message == f"the tag {tag!r} may move, and nodes that have it do not pull it again"
    assert finding.severity == "warning"


def test_other_people_may_know_their_tags() -> None:
    [finding] = image_stale_on_nodes.check(manifests(pulling("redis:7", None), environment=None, app=None))

    assert finding.severity == "info"


@pytest.mark.parametrize(
    ("image", "policy"),
    [
        ("registry.example/app:main", "Always"),
        ("registry.example/app:latest", None),
        ("registry.example/app:1.2.3", "IfNotPresent"),
        ("registry.example/app:main@sha256:" + "a1" * 32, "IfNotPresent"),
    ],
)
def test_silent_where_nodes_agree(image: str, policy: str | None) -> None:
    assert not list(image_stale_on_nodes.check(manifests(pulling(image, policy))))
