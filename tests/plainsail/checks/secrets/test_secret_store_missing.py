"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.secrets import secret_store_missing
from tests.plainsail.checks.planted import absent
from tests.plainsail.checks.planted_app import app, foreign

STORE = "secretStoreRef: {kind: ClusterSecretStore, name: aws-parameter-store-ENV}"


def test_a_store_that_the_namespace_does_not_have() -> None:
    [finding] = secret_store_missing.check(app((STORE, "secretStoreRef: {name: own}")))

    assert finding.message == "nothing renders SecretStore/own in this namespace"
    assert finding.severity == "warning"


def test_no_store_at_all() -> None:
    [finding] = secret_store_missing.check(foreign((f"  {STORE}\n", "")))

    assert finding.message == "no store is named for it"
    assert finding.severity is None


def test_silent_when_the_store_is_rendered() -> None:
    own = """
    apiVersion: external-secrets.io/v1
    kind: SecretStore
    metadata: {name: own, namespace: backend-ENV}
    spec: {}
    """

    assert not list(
        secret_store_missing.check(app((STORE, "secretStoreRef: {name: own, kind: SecretStore}"), more=own))
    )


def test_of_plain_yaml_it_is_told_what_the_cluster_must_have() -> None:
    assert absent(secret_store_missing, foreign((STORE, "secretStoreRef: {name: own}"))) == ["SecretStore/own"]
