"""The check of the same name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plainsail.checks.secrets import plain_credential
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_app import app, foreign

AWS = "AKIA" + "Z7Q2M4N6P8R0T1V3"
RANDOM = "q8Zr3Tn" + "W0xLk5Vb9YcJd2"


@pytest.mark.parametrize("tree", [app, foreign])
@pytest.mark.parametrize(
    ("variable", "kind"),
    [
        (f"{{name: ID, value: {AWS}}}", "an AWS access key"),
        (f"{{name: SERVICE_TOKEN, value: {RANDOM}}}", "a secret"),
        ("{name: DB_PASSWORD, value: Tr0ub4dor}", "a password"),
        ("{name: DATABASE_URL, value: 'mysql://app:Tr0ub4dor@db/app'}", "a password in an address"),
        (f"{{name: HOOK, value: 'https://hooks.slack.com/services/T0AB/B0CD/{RANDOM}'}}", "a Slack webhook"),
        (f"{{name: GH, value: ghp_{RANDOM}{RANDOM}}}", "a GitHub token"),
        ("{name: PEM, value: '-----BEGIN EC PRIVATE KEY----- x'}", "a private key"),
    ],
)
def test_a_variable_that_gives_itself_away(tree: Callable[..., Manifests], variable: str, kind: str) -> None:
    [finding] = plain_credential.check(tree(("{name: APP_ENV, value: prod}", variable)))

    assert finding.message == f"reads like {kind}, for everybody to see"


def test_where_it_is_said() -> None:
    [finding] = plain_credential.check(app(("{name: APP_ENV, value: prod}", "{name: DB_PASSWORD, value: Tr0ub4dor}")))

    assert finding.where.field == "spec.template.spec.containers[app].env[DB_PASSWORD].value"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("bin/console]", "'--password=Tr0ub4dor']", "spec.template.spec.containers[app].command[1]"),
        ("bin/console]", "--password, Tr0ub4dor]", "spec.template.spec.containers[app].command[2]"),
        ("memory_limit = 128M", "[db]\\npassword = Tr0ub4dor", 'data["app.ini"]'),
        ("LOCALE: fr", f"LOCALE: {AWS}", "data.LOCALE"),
        ("metadata: {name: backend-php,", f"metadata: {{annotations: {{note: {AWS}}}, name: backend-php,", None),
    ],
)
def test_in_commands_config_maps_and_annotations(old: str, new: str, field: str | None) -> None:
    found = list(plain_credential.check(app((old, new))))

    assert [finding.where.field for finding in found] == [field or "metadata.annotations.note"]


def test_in_a_custom_resource() -> None:
    queue = f"{{apiVersion: example.com/v1, kind: Queue, metadata: {{name: q}}, spec: {{auth: [{{key: {AWS}}}]}}}}"
    [finding] = plain_credential.check(app(more=queue))

    assert finding.where.field == "spec.auth[0].key"


def test_no_part_of_the_value_is_shown() -> None:
    [finding] = plain_credential.check(app(("{name: APP_ENV, value: prod}", "{name: DB_PASSWORD, value: Tr0ub4dor}")))

    assert "Tr0" not in repr(finding)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "'true'",
        "$(DB_PASS)",
        "'${DB_PASS}'",
        "file:///run/secrets/db",
        "/run/secrets/db-1",
        "'<your-password-1>'",
        "'{{ .Values.password1 }}'",
        "'30s'",
        "'8080'",
        "backend-tls-secret",
        "arn:aws:secretsmanager:eu-west-3:1:secret:a1",
    ],
)
@pytest.mark.parametrize("name", ["DB_PASSWORD", "SERVICE_TOKEN", "API_SECRET_KEY"])
def test_silent_about_placeholders_and_references(name: str, value: str) -> None:
    assert not list(plain_credential.check(app(("{name: APP_ENV, value: prod}", f"{{name: {name}, value: {value}}}"))))


@pytest.mark.parametrize(
    "value",
    [
        "mysql://app:$(DB_PASSWORD)@db/app",
        "https://example.com/a:b@c",
        "amqp://guest:guest@queue",
        "redis://cache:6379/0",
    ],
)
def test_silent_about_addresses_without_a_password(value: str) -> None:
    assert not list(plain_credential.check(app(("{name: APP_ENV, value: prod}", f"{{name: URL, value: '{value}'}}"))))


@pytest.mark.parametrize(
    ("name", "value", "severity"),
    [
        ("APP_SECRET", "ThisTokenIsNotSoSecretChangeIt", None),
        ("APP_SECRET", "ThisEzPlatformTokenIsNotSoSecret_PleaseChangeIt", None),
        ("SECRET_KEY", "django-insecure-x1", None),
        ("MERCURE_JWT_SECRET", "'!ChangeThisMercureHubJWTSecretKey!'", None),
        ("DB_PASSWORD", "ChangeMe", "warning"),
        ("DB_PASSWORD", "'!ChangeMe!'", "warning"),
        ("ADMIN_TOKEN", "s3cr3t", "warning"),
    ],
)
def test_a_default_that_everybody_knows(name: str, value: str, severity: str | None) -> None:
    findings = list(plain_credential.check(app(("{name: APP_ENV, value: prod}", f"{{name: {name}, value: {value}}}"))))

    assert [finding.severity for finding in findings] == [severity]


@pytest.mark.parametrize(
    ("name", "value"), [("TRUSTSTORE_PASSWORD", "changeit"), ("APP_NAME", "changeme"), ("TOKEN_FILE", "s3cr3t")]
)
def test_silent_about_words_that_are_no_secret(name: str, value: str) -> None:
    assert not list(plain_credential.check(app(("{name: APP_ENV, value: prod}", f"{{name: {name}, value: {value}}}"))))
