"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.argocd import application_namespace_differs
from tests.plainsail.checks.planted_app import project


def test_a_destination_that_nothing_is_rendered_for() -> None:
    elsewhere = ("svc, namespace: backend-ENV}\n  syncPolicy", "svc, namespace: elsewhere}\n  syncPolicy")
    [finding] = application_namespace_differs.check(project(argocd=[elsewhere]))

    assert finding.message == "is elsewhere, but the objects are rendered for backend-staging"
    assert finding.where.field == "spec.destination.namespace"


def test_no_namespace_at_all() -> None:
    [finding] = application_namespace_differs.check(
        project(argocd=[("svc, namespace: backend-ENV}\n  syncPolicy", "svc}\n  syncPolicy")])
    )

    assert finding.message == "is not set, but the objects are rendered for backend-staging"
