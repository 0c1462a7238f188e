"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.secrets import secret_in_tree
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import resources
from tests.plainsail.checks.planted_app import app, foreign

OBJECT = """
apiVersion: v1
kind: Secret
metadata: {name: db, namespace: backend-ENV}
"""


@pytest.mark.parametrize("content", ["data: {password: aHVudGVyMg==}", "stringData: {password: hunter2}", ""])
def test_a_secret_in_the_project_s_own_tree(content: str) -> None:
    [finding] = secret_in_tree.check(app(more=OBJECT + content))

    assert finding.message == "is readable by everybody who reads Git"
    assert finding.severity is None


def test_only_info_in_plain_yaml() -> None:
    """A chart's output need not be in Git."""
    [finding] = secret_in_tree.check(foreign(more=OBJECT + "data: {user: YQ==, password: aHVudGVyMg==}"))

    assert finding.message == "holds 2 values in plain base64 or text"
    assert finding.severity == "info"


@pytest.mark.parametrize(
    "content", ["", "data: {}", "stringData: {password: 'ENC[AES256_GCM,data:x]'}", "data: {password: ''}"]
)
def test_silent_about_plain_yaml_without_a_value(content: str) -> None:
    assert not list(secret_in_tree.check(foreign(more=OBJECT + content)))


def test_silent_about_a_token_that_kubernetes_fills_in() -> None:
    assert not list(secret_in_tree.check(app(more=OBJECT + "type: kubernetes.io/service-account-token")))


def test_a_secret_whose_shape_is_broken_is_still_readable() -> None:
    broken = resources(OBJECT + "data: [hunter2]")

    assert len(list(secret_in_tree.check(Manifests((), unsound=broken)))) == 1
