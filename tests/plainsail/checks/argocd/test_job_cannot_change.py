"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.argocd import job_cannot_change
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_app import project

JOB = """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate, namespace: backend-staging, annotations: {ANNOTATION}}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: "IMAGE"}]}}}
"""


def _with(annotation: str = "", image: str = "example.com/app:v1") -> Manifests:
    return project(more=JOB.replace("ANNOTATION", annotation).replace("IMAGE", image))


def test_the_apps_next_build_is_refused() -> None:
    [finding] = job_cannot_change.check(_with())

    assert finding.severity == "warning"
    assert finding.message == (
        "the sync fails with the next build of example.com/app:v1: a Job's pod template cannot change"
    )


def test_an_image_of_its_own_moves_when_somebody_says_so() -> None:
    [finding] = job_cannot_change.check(_with(image="example.com/tool:v1"))

    assert finding.severity is None


@pytest.mark.parametrize(
    "annotation",
    [
        "argocd.argoproj.io/hook: Sync",
        "helm.sh/hook: pre-upgrade",
        "argocd.argoproj.io/sync-options: 'Force=true,Replace=true'",
    ],
)
def test_what_is_deleted_before_it_is_made_again_is_right(annotation: str) -> None:
    assert not list(job_cannot_change.check(_with(annotation)))


def test_silent_without_argo_cd() -> None:
    assert not list(job_cannot_change.check(manifests(JOB.replace("ANNOTATION", ""))))
