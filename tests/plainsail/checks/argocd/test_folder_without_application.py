"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.argocd import folder_without_application
from tests.plainsail.checks.planted_app import app, project


def test_an_app_that_nothing_brings() -> None:
    [finding, _] = folder_without_application.check(
        project(argocd=[("path: dist/ENV/backend", "path: dist/production/backend")])
    )

    assert finding.message == "no Application covers dist/staging/backend"
    assert finding.where.object == "Namespace/backend-staging"


def test_an_app_that_two_bring() -> None:
    found = list(
        folder_without_application.check(project(argocd=[("path: dist/ENV/backend", "path: dist/production/backend")]))
    )

    assert found[-1].message == (
        "dist/production/backend is covered by 2 Applications: backend-production, backend-staging"
    )


def test_the_folder_of_argo_cd_needs_the_root_application() -> None:
    [finding] = folder_without_application.check(project(argocd=[("path: dist/argocd/ENV", "path: elsewhere")]))

    assert finding.message == "no Application covers dist/argocd/staging"


def test_silent_where_nobody_uses_argo_cd() -> None:
    assert not list(folder_without_application.check(app()))
