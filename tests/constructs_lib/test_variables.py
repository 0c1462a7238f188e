"""Environment variables of containers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cdk8s_plus_27 import k8s
from syrupy.assertion import SnapshotAssertion

from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import ConfigMap, ExternalSecrets, FieldRef, ResourceRef, SecretKeyRef
from constructs_lib.variables import from_config_map, from_secret, in_order, of_app, plain
from tests.constructs_lib.making import IDENTITY, pod, profile


def with_variables(env: Sequence[k8s.EnvVar]) -> Document:
    return pod(k8s.PodSpec(containers=[k8s.Container(name="app", env=list(env))]))


def test_text_and_facts_about_the_pod(snapshot: SnapshotAssertion) -> None:
    declared: dict[str, Any] = {
        "PLAIN": "yes",
        "POD_IP": FieldRef("status.podIP"),
        "MEMORY": ResourceRef("limits.memory", divisor="1Mi"),
        "CPU": ResourceRef("requests.cpu"),
    }

    assert [with_variables(plain(declared))] == snapshot


def test_keys_of_a_config_map(snapshot: SnapshotAssertion) -> None:
    config = ConfigMap(data={"B": "1", "A": "2"}, as_env=True)

    assert [with_variables(from_config_map("shop-flags", config))] == snapshot


def test_a_config_map_of_files_is_no_variable() -> None:
    assert from_config_map("shop-files", ConfigMap(data={"a": "b"}, mount_path="/etc/app")) == []


def test_secrets_are_required_keys(snapshot: SnapshotAssertion) -> None:
    """Neither `envFrom` nor `optional`: a pod must not start without a variable that it was promised."""
    assert [with_variables(from_secret("shop", {"KEY": "KEY", "TOKEN": "TOKEN"}))] == snapshot


def test_the_order_is_the_one_that_was_said() -> None:
    """`$(A)` is only expanded after A was said."""
    variables = with_variables(plain({"Z": "1", "A": "$(Z)"}))["spec"]["containers"][0]["env"]

    assert [variable["name"] for variable in variables] == ["Z", "A"]


def test_secrets_come_before_the_variables_that_may_name_them() -> None:
    settings = profile(
        env={"URL": "mysql://shop:$(PASSWORD)@$(HOST)"},
        external_secrets=ExternalSecrets(secret_store="own", params={"PASSWORD": "/db"}),  # noqa: S106 - a store
        config_maps={"flags": ConfigMap(data={"HOST": "db"}, as_env=True)},
    ).settings

    assert [variable.name for variable in of_app(settings, IDENTITY)] == ["PASSWORD", "HOST", "URL"]


def ordered(**env: str) -> list[str]:
    return [variable.name for variable in in_order(plain(env))]


def test_a_variable_stands_behind_those_that_it_refers_to() -> None:
    assert ordered(URL="$(USER):$(TOKEN)", TOKEN="$(USER)2", USER="me", Z="1") == ["USER", "TOKEN", "URL", "Z"]  # noqa: S106


def test_the_order_of_the_settings_stays_where_nothing_refers() -> None:
    assert ordered(B="$$(A)", A="1", C="$(NOWHERE)") == ["B", "A", "C"]


def test_variables_that_refer_to_each_other_stay() -> None:
    assert sorted(ordered(A="$(B)", B="$(A)")) == ["A", "B"]


def test_a_variable_may_refer_to_a_secret_of_something_else() -> None:
    env: dict[str, Any] = {"URL": "$(PASSWORD)", "PASSWORD": SecretKeyRef("db", key="password")}

    assert [variable.name for variable in in_order(plain(env))] == ["PASSWORD", "URL"]
