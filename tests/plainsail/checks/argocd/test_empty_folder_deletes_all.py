"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.argocd import empty_folder_deletes_all
from tests.plainsail.checks.planted_app import project


def test_an_empty_folder_is_pruned() -> None:
    [first, *_] = empty_folder_deletes_all.check(project(argocd=[("prune: true", "prune: true, allowEmpty: true")]))

    assert first.message == "an empty folder deletes every object of the app"
    assert first.where.field == "spec.syncPolicy.automated.allowEmpty"


def test_silent_without_prune() -> None:
    assert not list(empty_folder_deletes_all.check(project(argocd=[("prune: true", "prune: false, allowEmpty: true")])))
