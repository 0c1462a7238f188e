"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.argocd import finished_job_made_anew
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_app import project

JOB = """
apiVersion: batch/v1
kind: Job
metadata: {name: warm, namespace: backend-staging, annotations: {ANNOTATION}}
spec:
  ttlSecondsAfterFinished: 60
  template: {spec: {restartPolicy: Never, containers: [{name: app, image: "example.com/app:v1"}]}}
"""


def _with(annotation: str = "") -> Manifests:
    return project(more=JOB.replace("ANNOTATION", annotation))


def test_argo_cd_makes_it_anew_for_ever() -> None:
    [finding] = finished_job_made_anew.check(_with())

    assert finding.message.startswith("the Job is deleted 60 s after it finished, and Argo CD ")
    assert finding.where.field == "spec.ttlSecondsAfterFinished"


def test_somebodys_job_that_says_argo_cd() -> None:
    said = JOB.replace("ANNOTATION", "argocd.argoproj.io/sync-wave: '1'")
    [finding] = finished_job_made_anew.check(manifests(said, environment=None, app=None))

    assert finding.message == (
        "the Job is deleted 60 s after it finished, and Argo CD finds it missing, and with self-heal makes it anew"
    )


@pytest.mark.parametrize("hook", ["argocd.argoproj.io/hook: Sync", "helm.sh/hook: post-install"])
def test_a_hook_is_right(hook: str) -> None:
    assert not list(finished_job_made_anew.check(_with(hook)))


def test_silent_without_argo_cd() -> None:
    text = JOB.replace("ANNOTATION", "")

    assert not list(finished_job_made_anew.check(manifests(text)))
    assert not list(finished_job_made_anew.check(manifests(text, environment=None, app=None)))
