"""Whether a value fits a schema of a definition."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.schemas.rules.schema_values import unfit, unknown_fields


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        (None, {"type": "string", "nullable": True}),
        (1.0, {"type": "integer"}),
        (1, {"type": "number"}),
        (0.5, {"type": "number", "multipleOf": 0.25}),
        ("a", {}),
        ("a", {"format": "unknown"}),
        ("a", {"pattern": "(?<!a)b"}),
        (["a"], {"type": "array", "minItems": 1, "items": {"type": "string"}}),
        ({"a": 1}, {"type": "object", "required": ["a"], "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}),
        ("2026-01-31T12:00:00Z", {"format": "date-time"}),
        ("10.0.0.1", {"format": "ipv4"}),
        ("010.0.0.1", {"format": "ipv4"}),
        ("10.0.0.0/8", {"format": "cidr"}),
        ("2001:db8::1/64", {"format": "cidr"}),
        ("00:1B:44:11:3a:b7", {"format": "mac"}),
        (2**31, {"format": "int32"}),
        (1, {"minimum": 1.5}),
        (1, {"minimum": 2.0**63}),
    ],
)
def test_fits(value: Any, schema: dict[str, Any]) -> None:
    """A pattern that cannot be read here is not held against a value."""
    assert list(unfit(value, schema)) == []


@pytest.mark.parametrize(
    ("value", "schema", "message"),
    [
        (None, {"type": "string"}, "is null where a value of type string belongs"),
        (True, {"type": "integer"}, "is True where a value of type integer belongs"),
        (2**63, {"type": "integer"}, "where a value of type integer belongs"),
        (1.5, {"type": "integer"}, "is 1.5 where a value of type integer belongs"),
        (True, {"enum": [1]}, "is True, and none of 1"),
        ("ab", {"maxLength": 1}, "longer than 1"),
        ("", {"minLength": 1}, "shorter than 1"),
        ("x", {"format": "ipv6"}, "not in the form ipv6"),
        ("$", {"format": "byte"}, "not in the form byte"),
        ("10.0.0.1", {"format": "cidr"}, "not in the form cidr"),
        ("name", {"format": "uri"}, "not in the form uri"),
        ("name", {"format": "email"}, "not in the form email"),
        (2, {"maximum": 1.5}, "above what is allowed: 1"),
        (1, {"minimum": 1, "exclusiveMinimum": True}, "below what is allowed: 1"),
        (5, {"maximum": 4}, "above what is allowed: 4"),
        (5, {"multipleOf": 2}, "no multiple of 2"),
        (5, {"multipleOf": 0}, "is judged by multipleOf: 0"),
        ([1], {"maxItems": 0}, "more than 0"),
        ({}, {"minProperties": 1}, "fewer than 1"),
        ({"a": 1}, {"maxProperties": 0}, "more than 0"),
        ({"a": 1}, {"additionalProperties": {"type": "string"}}, "is 1 where a value of type string belongs"),
        (1, {"allOf": [{"minimum": 2}]}, "below what is allowed: 2"),
        (1, {"anyOf": [{"minimum": 2}, {"minimum": 3}]}, "fits none of its anyOf"),
        (3, {"oneOf": [{"minimum": 2}, {"minimum": 3}]}, "does not fit exactly one of its oneOf"),
        (1, {"not": {"enum": [1]}}, "fits what its schema says it may not"),
    ],
)
def test_does_not_fit(value: Any, schema: dict[str, Any], message: str) -> None:
    assert [message in words for _, words in unfit(value, schema)] == [True]


@pytest.mark.parametrize(
    ("value", "schema", "unknown"),
    [
        ({"a": {"b": 1}}, {"additionalProperties": True}, [("a", "b")]),
        ({"a": [{"b": 1}]}, {"properties": {"a": {"items": {"properties": {"c": {}}}}}}, [("a", 0, "b")]),
        ({"a": {"b": 1}}, {"x-kubernetes-preserve-unknown-fields": True}, []),
        ({"kind": "A", "metadata": {"b": 1}}, {"x-kubernetes-embedded-resource": True}, []),
        ({"kind": "A"}, {"properties": {}}, [("kind",)]),
    ],
)
def test_fields_that_would_be_dropped(value: Any, schema: dict[str, Any], unknown: list[tuple[Any, ...]]) -> None:
    assert [path for path, _ in unknown_fields(value, schema)] == unknown
