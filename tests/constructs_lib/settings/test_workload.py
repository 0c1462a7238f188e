"""What an app that runs pods works out of its settings: the name of its Secret."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import ExternalSecrets, Param, Patch
from tests.constructs_lib.making import profile

PARAMS: dict[str, Any] = {"KEY": "key", "TOKEN": Param("token", property="a.b")}


def secrets(**declared: Any) -> ExternalSecrets:
    return ExternalSecrets(**{"cluster_secret_store": "store-{env}", "path": "/{app}", "params": PARAMS, **declared})


def name_of(external_secrets: ExternalSecrets | None, **declared: Any) -> str | None:
    return profile(external_secrets=external_secrets, **declared).settings.secret_name


def test_the_secret_is_named_by_its_content() -> None:
    """For ever, whatever Python renders it: another name restarts every pod."""
    assert name_of(secrets()) == "shop-a1dc664e"


def test_without_secrets_there_is_no_name() -> None:
    assert name_of(None) is None


@pytest.mark.parametrize(
    "other",
    [
        secrets(params={**PARAMS, "MORE": "more"}),
        secrets(params={"KEY": "key"}),
        secrets(params={**PARAMS, "KEY": "other"}),
        secrets(params={**PARAMS, "KEY": Param("key", version="2")}),
        secrets(params={**PARAMS, "TOKEN": Param("token", property="a.c")}),
        secrets(params={"OTHER": "key", "TOKEN": PARAMS["TOKEN"]}),
        secrets(path="/other"),
        secrets(cluster_secret_store="store"),  # noqa: S106 - the name of a store
        secrets(cluster_secret_store=None, secret_store="store-{env}"),  # noqa: S106 - the name of a store
    ],
)
def test_another_content_is_another_name(other: ExternalSecrets) -> None:
    """A new pod can then only start with the new Secret, and Argo CD waits for an object that was never ready."""
    assert name_of(other) != name_of(secrets())


def test_how_often_it_is_read_and_in_which_order_change_no_name() -> None:
    """No pod has to restart for that."""
    assert name_of(secrets(refresh_interval="5m")) == name_of(secrets())
    assert name_of(secrets(params=dict(reversed(PARAMS.items())))) == name_of(secrets())


def test_a_whole_path_is_the_same_as_a_name_below_the_folder() -> None:
    assert name_of(secrets(params={**PARAMS, "KEY": "/shop/key"})) == name_of(secrets())


def test_a_patch_of_the_external_secret_is_content_another_is_not() -> None:
    field = {"spec.target.template": {"type": "kubernetes.io/basic-auth"}}

    assert name_of(secrets(), patches={"it": Patch("ExternalSecret/shop", set=field)}) != name_of(secrets())
    assert name_of(secrets(), patches={"it": Patch("Deployment/shop", set=field)}) == name_of(secrets())
