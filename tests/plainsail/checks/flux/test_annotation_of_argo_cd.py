"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.flux import annotation_of_argo_cd
from tests.plainsail.checks.planted_app import project
from tests.plainsail.checks.planted_flux import by_flux

JOB = """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate, namespace: backend-staging, annotations: {ANNOTATION}}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: a}]}}}
"""


@pytest.mark.parametrize(
    ("annotation", "whose"),
    [
        ("argocd.argoproj.io/hook: Sync", "Argo CD"),
        ("argocd.argoproj.io/sync-options: Prune=false", "Argo CD"),
        ("helm.sh/hook: pre-upgrade", "Helm"),
    ],
)
def test_what_flux_passes_over(annotation: str, whose: str) -> None:
    [finding] = annotation_of_argo_cd.check(by_flux(more=JOB.replace("ANNOTATION", annotation)))

    assert finding.message == f"only {whose} reads it, and Flux brings it"


def test_silent_where_argo_cd_brings_it() -> None:
    assert not list(annotation_of_argo_cd.check(project(more=JOB.replace("ANNOTATION", "helm.sh/hook: pre-upgrade"))))


def test_silent_of_what_nobody_owns() -> None:
    assert not list(annotation_of_argo_cd.check(by_flux(more=JOB.replace("ANNOTATION", "example.com/hook: Sync"))))
