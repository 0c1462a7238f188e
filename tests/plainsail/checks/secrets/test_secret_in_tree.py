"""The check of the same name."""

from __future__ import annotations

from dataclasses import replace

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


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("data: {user: YQ==, password: aHVudGVyMg==}", "data.password is a password in plain base64"),
        ("stringData: {DB_PASSWORD: postgres}", "stringData.DB_PASSWORD is a password in plain text"),
        (
            "stringData: {DB_PASSWORD: postgres, api-token: 0a1b2c3d4e5f}",
            "stringData.DB_PASSWORD is a password in plain text, and so is 1 more",
        ),
        (
            "stringData: {url: 'postgres://app:hunter2@db/app'}",
            "stringData.url is a password in an address in plain text",
        ),
        (
            """stringData: {.dockerconfigjson: '{"auths": {"r.io": {"auth": "dXNlcjpodW50ZXIy"}}}'}""",
            "stringData..dockerconfigjson is a registry's credentials in plain text",
        ),
    ],
)
def test_a_credential_in_plain_yaml(content: str, message: str) -> None:
    [finding] = secret_in_tree.check(foreign(more=OBJECT + content))

    assert (finding.severity, finding.message) == ("warning", message)


def test_only_info_where_it_was_piped_in() -> None:
    """A chart's output need not be in Git."""
    [secret] = foreign(more=OBJECT + "data: {password: aHVudGVyMg==}").of("Secret")
    [finding] = secret_in_tree.check(Manifests([replace(secret, path="standard input")]))

    assert finding.severity == "info"


@pytest.mark.parametrize(
    "content",
    [
        "data: {user: YQ==, host: ZGI=}",
        "stringData: {password: changeme}",
        "stringData: {password: '<your password>'}",
        "stringData: {password: '${DB_PASSWORD}', token: '{{ .Values.token }}'}",
        "data: {password: '%%%'}",
    ],
)
def test_only_info_for_stand_ins_and_other_values(content: str) -> None:
    [finding] = secret_in_tree.check(foreign(more=OBJECT + content))

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
