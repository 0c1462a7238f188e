"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.argocd import application_points_astray
from tests.plainsail.checks.planted_app import project


def test_a_folder_that_holds_nothing() -> None:
    [finding] = application_points_astray.check(project(argocd=[("path: dist/ENV/backend", "path: dist/ENV/front")]))

    assert finding.message == "dist/staging/front holds no object"
    assert finding.where.object == "Application/backend-staging"
    assert finding.where.field == "spec.source.path"


@pytest.mark.parametrize("path", ["dist/production/backend", "dist/argocd/production"])
def test_a_folder_of_another_environment(path: str) -> None:
    [finding] = application_points_astray.check(project(argocd=[("path: dist/ENV/backend", f"path: {path}")]))

    assert finding.message == f"{path} is not of staging"


@pytest.mark.parametrize("path", ["./dist/ENV/backend/", "infrastructure/dns"])
def test_silent_about_other_spellings_and_folders_outside_dist(path: str) -> None:
    assert not list(application_points_astray.check(project(argocd=[("path: dist/ENV/backend", f"path: {path}")])))


def test_silent_about_a_folder_above_that_recurses() -> None:
    above = ("path: dist/ENV/backend", "path: dist/ENV, directory: {recurse: true}")

    assert not list(application_points_astray.check(project(argocd=[above])))
