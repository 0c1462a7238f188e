"""ExternalSecrets."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from constructs_lib.external_secrets import AppSecrets
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import ExternalSecrets, Param
from tests.constructs_lib.making import IDENTITY, chart, rendered


def secret(secrets: ExternalSecrets) -> list[Document]:
    scope = chart()
    AppSecrets(scope, "It", identity=IDENTITY, name="shop-0a1b2c3d", secrets=secrets)
    return rendered(scope)


def test_parameters_below_one_path(snapshot: SnapshotAssertion) -> None:
    secrets = ExternalSecrets(
        cluster_secret_store="store-{env}",  # noqa: S106 - the name of a store
        path="/param/{app}/{env}",
        params={"API_KEY": "api_key", "TOKEN": "auth/token"},
    )

    assert secret(secrets) == snapshot


def test_whole_paths_from_a_store_of_the_namespace(snapshot: SnapshotAssertion) -> None:
    secrets = ExternalSecrets(
        secret_store="own",  # noqa: S106 - the name of a store
        params={"KEY": "/a/{env}/key", "JSON": Param("/b", property="x.y", version="3")},
        refresh_interval="15m",
    )

    assert secret(secrets) == snapshot
