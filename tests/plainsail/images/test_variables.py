"""What a process finds in its environment."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.images.variables import Variables
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_pods import workload

CONFIG = """
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: backend}
data: {HOST: db, PORT: "5432"}
"""
EXTERNAL = """
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: backend, namespace: backend}
spec:
  secretStoreRef: {name: ssm}
  data:
  - {secretKey: API_KEY, remoteRef: {key: /a/b}}
  - {secretKey: ABC, remoteRef: {key: /a/c}}
"""


def variables(*env: dict[str, Any], env_from: list[dict[str, Any]] | None = None, **fields: Any) -> Variables:
    tree = manifests(workload(env=list(env), envFrom=env_from or [], **fields), CONFIG, EXTERNAL)
    return Variables.of(tree, next(tree.containers()))


def of_field(path: str) -> dict[str, Any]:
    return {"name": "A", "valueFrom": {"fieldRef": {"fieldPath": path}}}


def test_values_as_they_are_said() -> None:
    assert variables({"name": "A", "value": "1"}, {"name": "B"}).values == {"A": "1", "B": ""}


def test_a_value_may_name_those_before_it() -> None:
    said = variables(
        {"name": "A", "value": "1"}, {"name": "B", "value": "$(A) $(C) $$(A)"}, {"name": "C", "value": "3"}
    )

    assert said.values["B"] == "1 $(C) $(A)"


def test_a_secret_is_a_placeholder() -> None:
    ref = {"secretKeyRef": {"name": "backend", "key": "API_KEY"}}

    assert variables({"name": "A", "valueFrom": ref}).values == {"A": "placeholder"}


def test_a_key_of_a_rendered_config_map_has_its_value() -> None:
    ref = {"configMapKeyRef": {"name": "settings", "key": "HOST"}}

    assert variables({"name": "A", "valueFrom": ref}).values == {"A": "db"}


@pytest.mark.parametrize("ref", [{"name": "settings", "key": "NONE"}, {"name": "elsewhere", "key": "HOST"}])
def test_a_key_that_is_not_rendered_is_named(ref: dict[str, Any]) -> None:
    said = variables({"name": "A", "valueFrom": {"configMapKeyRef": ref}})

    assert (said.values, said.left_out) == ({}, ("the variable A",))


def test_whole_config_maps_and_secrets_come_before_single_variables() -> None:
    said = variables(
        {"name": "PORT", "value": "1"},
        env_from=[{"configMapRef": {"name": "settings"}}, {"prefix": "S_", "secretRef": {"name": "backend"}}],
    )

    assert said.values == {"HOST": "db", "S_ABC": "placeholder", "S_API_KEY": "placeholder", "PORT": "1"}


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ({"configMapRef": {"name": "elsewhere"}}, "the variables of the ConfigMap elsewhere"),
        ({"secretRef": {"name": "elsewhere"}}, "the variables of the Secret elsewhere"),
    ],
)
def test_what_is_made_elsewhere_is_named(source: dict[str, Any], what: str) -> None:
    assert variables(env_from=[source]).left_out == (what,)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("metadata.name", "backend"),
        ("metadata.namespace", "backend"),
        ("metadata.labels['app']", "backend"),
        ("status.podIP", "127.0.0.1"),
    ],
)
def test_fields_of_the_pod_that_the_tree_tells(path: str, value: str) -> None:
    assert variables(of_field(path)).values == {"A": value}


def test_fields_that_only_a_node_knows_are_named() -> None:
    assert variables(of_field("spec.nodeName")).left_out == ("the variable A",)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ({"resource": "limits.memory"}, "536870912"),
        ({"resource": "limits.memory", "divisor": "1Mi"}, "512"),
        ({"resource": "limits.cpu"}, "1"),  # rounded up
        ({"resource": "limits.memory", "divisor": "0"}, "536870912"),  # as the API server writes what nobody said
        ({"resource": "limits.cpu", "divisor": "1m"}, "500"),
    ],
)
def test_limits_are_divided_and_rounded_up(asked: dict[str, Any], value: str) -> None:
    limits = {"limits": {"cpu": "500m", "memory": "512Mi"}}

    said = variables({"name": "A", "valueFrom": {"resourceFieldRef": asked}}, resources=limits)

    assert said.values == {"A": value}


def test_a_limit_that_nobody_says_is_named() -> None:
    said = variables({"name": "A", "valueFrom": {"resourceFieldRef": {"resource": "limits.cpu"}}})

    assert said.left_out == ("the variable A",)
