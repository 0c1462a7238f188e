"""What makes a schema structural."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.schemas.rules.planted_definitions import TEXT, rooted, told_of_field, told_of_schema

_PRESERVES = {"x-kubernetes-preserve-unknown-fields": True}
_EITHER = {"anyOf": [{"type": "integer"}, {"type": "string"}]}
_INT_OR_STRING = {"x-kubernetes-int-or-string": True}
_EMBEDDED = {"type": "object", "x-kubernetes-embedded-resource": True}


@pytest.mark.parametrize(
    "field",
    [
        _PRESERVES,
        _INT_OR_STRING,
        {**_INT_OR_STRING, **_EITHER, "pattern": "^[0-9]+%$"},
        {**_INT_OR_STRING, "allOf": [_EITHER, {"minLength": 1}]},
        {**_INT_OR_STRING, "anyOf": [{"type": "integer", "nullable": False}, {"type": "string", "title": ""}]},
        {**_EMBEDDED, **_PRESERVES},
        {**TEXT, "oneOf": [{"enum": ["a"]}, {"pattern": "^b$"}], "not": {"maxLength": 1}},
        {"type": "object", "anyOf": [{"properties": {"a": {"minLength": 1}}}], "properties": {"a": TEXT}},
    ],
)
def test_structural(field: dict[str, Any]) -> None:
    assert told_of_field(field) == []


@pytest.mark.parametrize(
    ("field", "where", "message"),
    [
        ({}, "type", "is required and missing"),
        ({"type": "array"}, "items", "is required and missing"),
        ({"type": "object", "properties": {"a": {"description": "A"}}}, "properties.a.type", "is required and missing"),
        ({**_INT_OR_STRING, **_PRESERVES}, "x-kubernetes-preserve-unknown-fields", "stands beside"),
        ({**_EMBEDDED}, "properties", "is required and missing"),
        ({**_EMBEDDED, **_PRESERVES, "type": "string"}, "type", "is not object"),
        ({**_EMBEDDED, **_PRESERVES, "additionalProperties": True}, "additionalProperties", "may not stand beside"),
        ({**TEXT, "anyOf": [{"type": "string"}]}, "anyOf[0].type", "may not stand within allOf, anyOf, oneOf or not"),
        ({**TEXT, "allOf": [{"default": ""}]}, "allOf[0].default", "may not stand within"),
        ({**TEXT, "oneOf": [{"description": "A"}]}, "oneOf[0].description", "may not stand within"),
        ({**TEXT, "not": {"nullable": True}}, "not.nullable", "may not stand within"),
        ({**TEXT, "not": {"additionalProperties": True}}, "not.additionalProperties", "may not stand within"),
        (
            {**_INT_OR_STRING, "allOf": [{"anyOf": [_EITHER]}]},
            "allOf[0].anyOf[0].anyOf[0].type",
            "may not stand within",
        ),
        ({**TEXT, "not": {"properties": {"metadata": {}}}}, "not.properties.metadata", "may not stand within"),
        ({**TEXT, "pattern": "(?=a)"}, "pattern", "is no regular expression of Go"),
        ({**TEXT, "not": {"pattern": "a("}}, "not.pattern", "is no regular expression of Go"),
    ],
)
def test_not_structural(field: dict[str, Any], where: str, message: str) -> None:
    assert message in dict(told_of_field(field))[where]


@pytest.mark.parametrize(
    ("schema", "where", "message"),
    [
        ({"type": "array", "items": TEXT}, "type", "is array; at the root it is object"),
        ({"type": "object", "additionalProperties": TEXT}, "additionalProperties", "may not stand at the root"),
        (rooted(TEXT) | {"properties": {"kind": {"type": "integer"}}}, "properties.kind.type", "is not string"),
        ({"type": "object", "properties": {"metadata": TEXT}}, "properties.metadata.type", "is not object"),
        (
            {"type": "object", "properties": {"metadata": {"type": "object", "description": "A"}}},
            "properties.metadata.description",
            "only its name and generateName",
        ),
        (
            {"type": "object", "properties": {"metadata": {"type": "object", "properties": {"labels": TEXT}}}},
            "properties.metadata.properties.labels",
            "only name and generateName",
        ),
        (
            {"type": "object", "anyOf": [{"properties": {"a": {"minLength": 1}}}]},
            "anyOf[0].properties.a",
            "is judged here, and not described in the properties of the root",
        ),
        (
            rooted({"type": "object"}, allOf=[{"properties": {"spec": {"items": {"minLength": 1}}}}]),
            "allOf[0].properties.spec.items",
            "is judged here, and not described: spec has no items",
        ),
    ],
)
def test_refused_at_the_root(schema: dict[str, Any], where: str, message: str) -> None:
    [(field, words)] = told_of_schema(schema)

    assert (field, message in words) == (where, True)


def test_the_name_may_be_restricted() -> None:
    name = {"type": "object", "properties": {"name": {**TEXT, "maxLength": 20}}}

    assert told_of_schema({"type": "object", "properties": {"metadata": name}}) == []


def test_a_null_among_properties_is_a_schema_without_a_word() -> None:
    assert [field for field, _ in told_of_schema({"type": "object", "properties": {"a": None}})] == [
        "properties.a.type"
    ]
