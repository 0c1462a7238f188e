"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.secrets import parameter_path_malformed
from tests.plainsail.checks.planted_app import app, foreign


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("param/staging/api_key", "param/staging/api_key has no leading slash"),
        ("/param//staging/api_key", "/param//staging/api_key has a doubled slash"),
        ("/param/staging/api_key/", "/param/staging/api_key/ ends with a slash"),
        ("param//api_key", "param//api_key has no leading slash, and has a doubled slash"),
        ("/param/a b", "/param/a b holds characters other than letters, digits, '.', '-' and '_'"),
        ("/aws/mine", "/aws/mine begins with 'aws', which AWS keeps for itself"),
        ("/a" * 16, f"{'/a' * 16} has 16 levels; SSM takes 15"),
    ],
)
def test_a_path_that_ssm_does_not_have(path: str, message: str) -> None:
    [finding] = parameter_path_malformed.check(app(("/param/ENV/api_key", path)))

    assert finding.message == message
    assert finding.where.field == "spec.data[API_KEY].remoteRef"


def test_a_folder_that_is_searched() -> None:
    [finding] = parameter_path_malformed.check(
        app(
            (
                "  data:\n  - secretKey: API_KEY",
                "  dataFrom: [{find: {path: param//x}}]\n  data:\n  - secretKey: API_KEY",
            )
        )
    )

    assert finding.where.field == "spec.dataFrom[0].find"


@pytest.mark.parametrize("path", ["api_key", "/param/staging/api_key:3", "api_key:current"])
def test_silent_on_names_in_no_folder_and_on_versions(path: str) -> None:
    assert not list(parameter_path_malformed.check(app(("/param/ENV/api_key", path))))


def test_folder_needs_its_slash() -> None:
    folder = "  dataFrom: [{find: {path: param}}]\n  data:\n  - secretKey: API_KEY"
    [finding] = parameter_path_malformed.check(app(("  data:\n  - secretKey: API_KEY", folder)))

    assert finding.message == "param has no leading slash"


def test_plain_yaml_whose_store_says_what_it_is() -> None:
    assert len(list(parameter_path_malformed.check(foreign(("/param/ENV/api_key", "param/api_key"))))) == 1


def test_silent_about_plain_yaml_with_another_store() -> None:
    assert not list(
        parameter_path_malformed.check(
            foreign(("/param/ENV/api_key", "prod/api_key"), ("aws-parameter-store-ENV", "vault"))
        )
    )


@pytest.mark.parametrize(
    "provider",
    [
        "{vault: {server: https://vault}}",
        "{aws: {service: SecretsManager}}",
        "{aws: {service: ParameterStore, prefix: /p}}",
    ],
)
def test_silent_when_the_rendered_store_reads_something_else(provider: str) -> None:
    store = f"""
    apiVersion: external-secrets.io/v1
    kind: ClusterSecretStore
    metadata: {{name: aws-parameter-store-ENV}}
    spec: {{provider: {provider}}}
    """

    assert not list(parameter_path_malformed.check(app(("/param/ENV/api_key", "param/api_key"), more=store)))
