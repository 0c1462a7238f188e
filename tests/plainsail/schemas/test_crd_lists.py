"""Lists of custom resources whose items are told apart by keys."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.schemas import Schemas
from tests.plainsail.checks.planted_objects import made

PORT = {
    "type": "object",
    "required": ["port"],
    "properties": {"port": {"type": "integer"}, "protocol": {"type": "string", "default": "TCP"}},
}
PORTS = {
    "type": "array",
    "items": PORT,
    "x-kubernetes-list-type": "map",
    "x-kubernetes-list-map-keys": ["port", "protocol"],
}
SPEC = {
    "type": "object",
    "required": ["note"],
    "properties": {
        "note": {"type": "string", "nullable": True},
        "ports": PORTS,
        "more": {"type": "object", "additionalProperties": PORTS},
    },
}


def problems(**spec: Any) -> list[tuple[str, str]]:
    schemas = Schemas()
    version = {
        "name": "v1",
        "served": True,
        "storage": True,
        "schema": {"openAPIV3Schema": {"type": "object", "properties": {"spec": SPEC}}},
    }
    names = {"kind": "Door", "plural": "doors", "singular": "door", "listKind": "DoorList"}
    definition = {"group": "example.com", "scope": "Namespaced", "names": names, "versions": [version]}
    crd = made("CustomResourceDefinition", "apiextensions.k8s.io/v1", name="doors.example.com", spec=definition)
    schemas.learn(crd | {"metadata": {"name": "doors.example.com"}})
    return [(each.field, each.message) for each in schemas.problems(made("Door", "example.com/v1", spec=spec), "1.35")]


def test_item_is_there_twice() -> None:
    """A default counts as if it were written."""
    ports = [{"port": 1}, {"port": 1, "protocol": "UDP"}, {"port": 1, "protocol": "TCP"}]
    message = "port 1 and protocol 'TCP' is there twice"

    assert [said for _, said in problems(ports=ports)] == [message]
    assert [said for _, said in problems(more={"side": ports})] == [message]


@pytest.mark.parametrize("ports", [[], [{"port": 1}, {"port": 2}], [{"port": 1}, {"port": 1, "protocol": "UDP"}]])
def test_items_that_differ(ports: list[Any]) -> None:
    assert problems(ports=ports) == []


def test_null_is_there_where_it_is_allowed() -> None:
    assert problems(note=None) == []
