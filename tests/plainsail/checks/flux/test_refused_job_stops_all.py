"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.flux import refused_job_stops_all
from tests.plainsail.checks.planted_app import project
from tests.plainsail.checks.planted_flux import by_flux

JOB = """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate, namespace: backend-staging, annotations: {ANNOTATION}}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: a}]}}}
"""
FORCED = "kustomize.toolkit.fluxcd.io/force: enabled"


def test_a_job_that_cannot_change() -> None:
    [finding] = refused_job_stops_all.check(by_flux(more=JOB.replace("ANNOTATION", "")))

    assert finding.message == "with its next change, nothing of the app is applied any more"


def test_one_that_is_made_anew_is_right() -> None:
    assert not list(refused_job_stops_all.check(by_flux(more=JOB.replace("ANNOTATION", FORCED))))


def test_a_kustomization_may_make_all_anew() -> None:
    forces = ("  path: ./dist/staging/backend", "  force: true\n  path: ./dist/staging/backend")

    assert not list(refused_job_stops_all.check(by_flux(forces, more=JOB.replace("ANNOTATION", ""))))


def test_silent_where_argo_cd_brings_it() -> None:
    assert not list(refused_job_stops_all.check(project(more=JOB.replace("ANNOTATION", ""))))
