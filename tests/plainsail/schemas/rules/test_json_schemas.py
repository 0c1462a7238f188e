"""What the API server refuses in any node of a schema, and where it stands."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.schemas.rules.planted_definitions import TEXT, rooted, told_of_field, told_of_schema


@pytest.mark.parametrize(
    ("field", "where", "message"),
    [
        ({"type": "text"}, "type", "'text' is none of array, boolean, integer, number, object, string"),
        ({"type": "null"}, "type", "say nullable: true"),
        ({"type": "array", "items": [TEXT]}, "items", "is a list where one schema for all items belongs"),
        ({"type": "array", "items": TEXT, "uniqueItems": True}, "uniqueItems", "may not be true"),
        ({**TEXT, "$ref": "#/definitions/a"}, "$ref", "is not supported here"),
        ({**TEXT, "id": "a"}, "id", "is not supported here"),
        ({**TEXT, "definitions": {"a": TEXT}}, "definitions", "is not supported here"),
        ({**TEXT, "dependencies": {}}, "dependencies", "is not supported here"),
        ({**TEXT, "x-kubernetes-preserve-unknown-fields": False}, "x-kubernetes-preserve-unknown-fields", "be false"),
        (
            {"type": "object", "properties": {"a": TEXT}, "additionalProperties": TEXT},
            "additionalProperties",
            "stands beside properties",
        ),
    ],
)
def test_refused_anywhere(field: dict[str, Any], where: str, message: str) -> None:
    found = dict(told_of_field(field))

    assert message in found[where]


@pytest.mark.parametrize(
    "below",
    [
        lambda node: {"type": "array", "items": node},
        lambda node: {"type": "object", "additionalProperties": node},
        lambda node: {"type": "object", "properties": {"a": node}},
        lambda node: {**TEXT, "not": {**node, "type": ""}},
        lambda node: {**TEXT, "anyOf": [{**node, "type": ""}]},
    ],
)
def test_every_node_is_reached(below: Any) -> None:
    [(where, message)] = told_of_field(below({**TEXT, "id": "a"}))

    assert (where.endswith(".id"), message) == (True, "is not supported here")


def test_words_that_say_nothing_are_sound() -> None:
    assert told_of_field({**TEXT, "id": "", "definitions": {}, "uniqueItems": False, "nullable": True}) == []
    assert told_of_field({"type": "object", "properties": {"a": TEXT}, "additionalProperties": True}) == []


def test_the_root_of_a_resource_with_a_status_says_what_holds_without_it() -> None:
    restricted = rooted(TEXT, minProperties=1)

    assert told_of_schema(restricted) == []
    assert told_of_schema(restricted, subresources={"status": {}}) == [
        ("minProperties", "may not stand at the root of a schema whose resource has the subresource status"),
    ]


def test_the_root_is_not_nullable() -> None:
    assert told_of_schema({"type": "object", "nullable": True}) == [("nullable", "may not be true at the root")]


def test_defaults_stand_outside_of_metadata() -> None:
    kind = {"type": "object", "properties": {"kind": {**TEXT, "default": "Widget"}}}

    assert told_of_schema(kind) == [("properties.kind.default", "may not stand in kind of the resource")]


def test_an_embedded_resource_does_not_stand_in_metadata() -> None:
    embedded = {"type": "object", "x-kubernetes-embedded-resource": True, "properties": {"a": TEXT}}
    outer = embedded | {"properties": {"metadata": embedded}}

    assert told_of_field(embedded) == []
    assert told_of_field(outer) == [
        ("properties.metadata.x-kubernetes-embedded-resource", "may not stand within the metadata of a resource"),
    ]
