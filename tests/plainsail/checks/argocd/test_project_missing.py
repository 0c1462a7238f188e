"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.argocd import project_missing
from tests.plainsail.checks.planted_app import project


def test_a_project_that_nothing_renders() -> None:
    [finding] = project_missing.check(project(argocd=[("project: shop-ENV", "project: shop")]))

    assert finding.message == "nothing renders AppProject/shop"
    assert finding.where.field == "spec.project"


def test_a_root_that_would_have_to_bring_its_own_project() -> None:
    [finding] = project_missing.check(project(argocd=[("project: default", "project: shop-ENV")]))

    assert finding.message == "AppProject/shop-staging lies in the folder that this Application is to bring"


def test_silent_about_the_root_s_project_which_exists_before() -> None:
    assert not list(project_missing.check(project(argocd=[("project: default", "project: platform")])))
