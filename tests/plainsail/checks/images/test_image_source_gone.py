"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.images import image_source_gone
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted_objects import container, examined, pod_spec, workload


def findings(image: str) -> list[Finding]:
    return list(image_source_gone.check(examined(workload(pod=pod_spec(container(image=image))))))


def test_a_registry_that_is_frozen() -> None:
    [finding] = findings("k8s.gcr.io/pause:3.9")

    assert finding.message == "k8s.gcr.io is frozen since April 2023 and will be taken down; use registry.k8s.io"


@pytest.mark.parametrize(
    "image", ["gcr.io/google_containers/pause:3", "bitnami/redis:7.0.11", "docker.io/bitnami/kubectl:1.30"]
)
def test_repositories_that_moved(image: str) -> None:
    assert [finding.severity for finding in findings(image)] == [None]


def test_what_still_answers() -> None:
    assert [finding.severity for finding in findings("bitnamilegacy/redis:7")] == ["info"]


@pytest.mark.parametrize(
    "image",
    ["gcr.io/my-project/app:1", "registry.k8s.io/pause:3.9", "bitnami/minideb:12", "ghcr.io/bitnami/x:1"],
)
def test_silent_on_registries_that_live(image: str) -> None:
    assert not findings(image)
