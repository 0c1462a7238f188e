"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.argocd import half_automated_sync
from tests.plainsail.checks.planted_app import project


@pytest.mark.parametrize(
    ("automated", "message", "half"),
    [
        ("{selfHeal: true}", "without prune, removed objects stay", "prune"),
        ("{prune: true}", "without selfHeal, drift stays", "selfHeal"),
    ],
)
def test_one_half_is_missing(automated: str, message: str, half: str) -> None:
    found = list(half_automated_sync.check(project(argocd=[("{prune: true, selfHeal: true}", automated)])))

    assert {(finding.message, finding.where.field) for finding in found} == {
        (message, f"spec.syncPolicy.automated.{half}")
    }


@pytest.mark.parametrize("policy", ["{}", "{automated: {enabled: false}}"])
def test_silent_where_a_person_syncs(policy: str) -> None:
    assert not list(half_automated_sync.check(project(argocd=[("{automated: {prune: true, selfHeal: true}}", policy)])))
