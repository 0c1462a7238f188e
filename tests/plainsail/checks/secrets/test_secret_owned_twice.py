"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.secrets import secret_owned_twice
from tests.plainsail.checks.planted_app import app

SECOND = """
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: other, namespace: backend-ENV}
spec: {target: {name: backend, creationPolicy: POLICY}}
"""


def test_two_external_secrets_of_one_secret() -> None:
    [finding] = secret_owned_twice.check(app(more=SECOND.replace("POLICY", "Owner")))

    assert finding.message == "makes Secret/backend, which ExternalSecret/backend makes as well"
    assert finding.where.object == "ExternalSecret/other"
    assert finding.where.field == "spec.target.name"


def test_a_rendered_secret_of_the_same_name() -> None:
    [finding] = secret_owned_twice.check(
        app(more="{apiVersion: v1, kind: Secret, metadata: {name: backend, namespace: backend-ENV}}")
    )

    assert finding.message == "makes Secret/backend, which Secret/backend makes as well"


def test_silent_when_the_second_one_only_adds_keys() -> None:
    assert not list(secret_owned_twice.check(app(more=SECOND.replace("POLICY", "Merge"))))
