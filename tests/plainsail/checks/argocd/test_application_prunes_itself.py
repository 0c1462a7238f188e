"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.argocd import application_prunes_itself
from tests.plainsail.checks.planted_app import project


def test_a_root_that_prunes_its_own_folder() -> None:
    [finding] = application_prunes_itself.check(project(argocd=[("Prune=false", "ServerSideApply=true")]))

    assert finding.message == "prunes its own folder, in which it lies itself"
    assert finding.where.object == "Application/shop-staging"


def test_silent_when_it_prunes_nothing() -> None:
    by_hand = [("Prune=false", "ServerSideApply=true"), ("prune: true", "prune: false")]

    assert not list(application_prunes_itself.check(project(argocd=by_hand)))
