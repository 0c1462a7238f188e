"""Defaults fit the schema at which they stand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.schemas.rules.planted_definitions import TEXT, rooted, told_of_field, told_of_schema

_OBJECT = {"type": "object", "properties": {"a": {**TEXT, "default": "b"}}}


@pytest.mark.parametrize(
    "field",
    [
        {**TEXT, "default": "a"},
        {"type": "integer", "default": 1, "minimum": 1},
        {"x-kubernetes-int-or-string": True, "default": "50%"},
        {**_OBJECT, "default": {}},
        {**_OBJECT, "default": {"a": "c"}},
        {"type": "object", "x-kubernetes-preserve-unknown-fields": True, "default": {"any": {"thing": 1}}},
        {"type": "object", "additionalProperties": TEXT, "default": {"a": "b"}},
        {"type": "object", "additionalProperties": {**TEXT, "default": 1}},
    ],
)
def test_sound(field: dict[str, Any]) -> None:
    """The last one stands where the API server never looks at defaults."""
    assert told_of_field(field) == []


@pytest.mark.parametrize(
    ("field", "where", "message"),
    [
        ({"type": "integer", "default": "1"}, "default", "is '1' where a value of type integer belongs"),
        ({**TEXT, "enum": ["a"], "default": "b"}, "default", "is 'b', and none of a"),
        ({**TEXT, "pattern": "^a", "default": "b"}, "default", "does not match ^a"),
        ({**_OBJECT, "required": ["a"], "default": {}}, "default.a", "is required and missing"),
        ({**_OBJECT, "default": {"b": 1}}, "default.b", "is not described by the schema"),
        ({"type": "array", "items": {**TEXT, "default": 1}}, "items.default", "where a value of type string belongs"),
    ],
)
def test_refused(field: dict[str, Any], where: str, message: str) -> None:
    [(path, words)] = told_of_field(field)

    assert (path, message in words) == (where, True)


def test_the_default_of_a_whole_resource_says_what_it_is() -> None:
    root = rooted(TEXT, default={"spec": "a"})

    assert told_of_schema(root) == [("default.apiVersion", "is required and missing")]
    assert told_of_schema(root | {"default": {"spec": "a", "apiVersion": "example.com/v1", "kind": "Widget"}}) == []
