"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.secrets import external_secret_defaults
from tests.plainsail.checks.planted_app import app


def test_what_is_left_to_the_operator() -> None:
    [finding] = external_secret_defaults.check(
        app(("  refreshInterval: 1h0m0s\n", ""), (", deletionPolicy: Retain", ""), ("      metadataPolicy: None\n", ""))
    )

    assert finding.message == "does not set refreshInterval, target.deletionPolicy, remoteRef.metadataPolicy"


def test_silent_about_old_versions() -> None:
    """Which are another check's matter."""
    old = ("apiVersion: external-secrets.io/v1", "apiVersion: external-secrets.io/v1beta1")

    assert not list(external_secret_defaults.check(app(old, ("  refreshInterval: 1h0m0s\n", ""))))
