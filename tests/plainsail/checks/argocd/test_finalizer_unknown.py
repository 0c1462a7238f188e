"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.argocd import finalizer_unknown
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import manifests


def _application(finalizer: str) -> Manifests:
    return manifests(f"""
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {{name: shop, finalizers: [{finalizer}]}}
        spec: {{project: default, destination: {{}}}}
        """)


@pytest.mark.parametrize(
    "finalizer", ["resource-finalizer.argocd.argoproj.io", "resources-finalizer.argocd.argoproj.io/backgrond"]
)
def test_a_finalizer_that_nobody_takes_away(finalizer: str) -> None:
    [finding] = finalizer_unknown.check(_application(finalizer))

    assert finding.message.startswith(f"{finalizer} is none of Argo CD's; did you mean 'resources-finalizer.")


@pytest.mark.parametrize(
    "finalizer",
    [
        "resources-finalizer.argocd.argoproj.io",
        "resources-finalizer.argocd.argoproj.io/background",
        "post-delete-finalizer.argocd.argoproj.io/cleanup",
        "foregroundDeletion",
        "example.com/guard",
    ],
)
def test_silent_about_those_that_somebody_takes_away(finalizer: str) -> None:
    assert not list(finalizer_unknown.check(_application(finalizer)))
