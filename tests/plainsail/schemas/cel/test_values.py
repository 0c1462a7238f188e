"""The types of values, by their schema."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.schemas.cel.values import escape, type_of


@pytest.mark.parametrize(
    ("schema", "shown"),
    [
        ({"type": "integer"}, "int"),
        ({"type": "string", "format": "duration"}, "duration"),
        ({"type": "string", "format": "byte"}, "bytes"),
        ({"x-kubernetes-int-or-string": True}, "dyn"),
        ({"type": "array", "items": {"type": "number"}}, "list(double)"),
        ({"type": "object", "additionalProperties": {"type": "boolean"}}, "map(string, bool)"),
        ({"type": "object"}, "object"),
        ({"x-kubernetes-preserve-unknown-fields": True}, "None"),
        ({"type": "array", "items": {"x-kubernetes-preserve-unknown-fields": True}}, "None"),
    ],
)
def test_types(schema: dict[str, Any], shown: str) -> None:
    assert str(type_of(schema)) == shown


def test_a_resource_has_its_identity() -> None:
    resource = type_of({"type": "object", "properties": {"a": {"type": "string"}, "b": {}}}, is_resource=True)

    assert resource is not None
    assert resource.fields is not None
    assert sorted(resource.fields()) == ["a", "apiVersion", "kind", "metadata"]


def test_names_are_escaped() -> None:
    assert [escape(name) for name in ("a", "a.b/c", "a__b", "if", "1a", "é")] == [
        "a",
        "a__dot__b__slash__c",
        "a__underscores__b",
        "__if__",
        "",
        "",
    ]
