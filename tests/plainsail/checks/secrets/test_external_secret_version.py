"""The check of the same name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plainsail.checks.secrets import external_secret_version
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_app import app, foreign


@pytest.mark.parametrize("tree", [app, foreign])
@pytest.mark.parametrize("version", ["v1beta1", "v1alpha1"])
def test_a_version_of_old(tree: Callable[..., Manifests], version: str) -> None:
    [finding] = external_secret_version.check(tree(("external-secrets.io/v1", f"external-secrets.io/{version}")))

    assert finding.message == f"external-secrets.io/{version} is not served since 0.17"
    assert finding.where.field == "apiVersion"


def test_silent_about_push_secrets_which_have_no_newer_one() -> None:
    push = "{apiVersion: external-secrets.io/v1alpha1, kind: PushSecret, metadata: {name: p}, spec: {}}"

    assert not list(external_secret_version.check(app(more=push)))
