"""What custom resources seem to refer to, where there is such an object."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.graph.small import an, relations

CASES: list[tuple[dict[str, Any], str]] = [
    ({"auth": {"passwordSecretRef": {"name": "x"}}}, "passwordSecretRef Secret/x"),
    ({"auth": {"secretName": "x"}}, "secretName Secret/x"),
    ({"items": [{"configMapKeyRef": {"name": "x", "key": "k"}}]}, "configMapKeyRef ConfigMap/x"),
    ({"serviceAccountName": "x"}, "serviceAccountName ServiceAccount/x"),
    ({"targets": [{"kind": "Service", "name": "x"}]}, "targets Service/x"),
]


def custom(spec: dict[str, Any]) -> dict[str, Any]:
    return {"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "w"}, "spec": spec}


@pytest.mark.parametrize(("spec", "edge"), CASES, ids=[edge for _, edge in CASES])
def test_a_field_mentions_an_object_that_is_here(spec: dict[str, Any], edge: str) -> None:
    kind = edge.split()[1].partition("/")[0]

    assert relations(custom(spec), an(kind, "x")) == [f"Widget/w {edge}"]
    assert relations(custom(spec)) == []


def test_a_store_mentions_the_secret_that_it_logs_in_with() -> None:
    store = an("SecretStore", spec={"provider": {"vault": {"auth": {"tokenSecretRef": {"name": "x"}}}}})

    assert relations(store, an("Secret", "x")) == ["SecretStore/a tokenSecretRef Secret/x"]


def test_a_plain_text_is_no_mention() -> None:
    assert relations(custom({"title": "x", "name": "x"}), an("Secret", "x")) == []
