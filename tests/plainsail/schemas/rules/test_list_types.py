"""Kinds of lists and mappings that a schema names."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.schemas.rules.planted_definitions import TEXT, told_of_field

_ITEM = {"type": "object", "required": ["name"], "properties": {"name": TEXT, "tags": {"type": "array", "items": TEXT}}}
_MAP = {
    "type": "array",
    "items": _ITEM,
    "x-kubernetes-list-type": "map",
    "x-kubernetes-list-map-keys": ["name"],
}
_SET = {"type": "array", "items": TEXT, "x-kubernetes-list-type": "set"}


@pytest.mark.parametrize(
    "field",
    [
        _MAP,
        _SET,
        _SET | {"items": {"type": "object", "x-kubernetes-map-type": "atomic"}},
        _MAP | {"items": {"type": "object", "properties": {"name": {**TEXT, "default": "a"}}}},
        {"type": "object", "x-kubernetes-map-type": "granular"},
    ],
)
def test_sound(field: dict[str, Any]) -> None:
    assert told_of_field(field) == []


@pytest.mark.parametrize(
    ("field", "where", "message"),
    [
        ({"type": "object", "x-kubernetes-map-type": ""}, "x-kubernetes-map-type", "is none of atomic, granular"),
        ({**TEXT, "x-kubernetes-map-type": "atomic"}, "x-kubernetes-map-type", "stands where type is not object"),
        ({**TEXT, "x-kubernetes-list-type": "set"}, "x-kubernetes-list-type", "stands where type is not array"),
        (_SET | {"x-kubernetes-list-type": "sets"}, "x-kubernetes-list-type", "did you mean 'set'?"),
        (_SET | {"x-kubernetes-list-map-keys": ["a"]}, "x-kubernetes-list-map-keys", "stands without"),
        (_SET | {"items": {"type": "object"}}, "items.x-kubernetes-map-type", "is not atomic"),
        (_SET | {"items": _SET}, "items.x-kubernetes-list-type", "is not atomic"),
        (_SET | {"items": {**TEXT, "nullable": True}}, "items.nullable", "may not be true: the list is a set"),
        (_MAP | {"x-kubernetes-list-map-keys": []}, "x-kubernetes-list-map-keys", "is required and missing"),
        (_MAP | {"items": TEXT}, "items.type", "is not object"),
        (_MAP | {"x-kubernetes-list-map-keys": ["nam"]}, "x-kubernetes-list-map-keys[0]", "did you mean 'name'?"),
        (_MAP | {"x-kubernetes-list-map-keys": ["name"] * 2}, "x-kubernetes-list-map-keys[1]", "is there twice"),
        (_MAP | {"items": _ITEM | {"required": []}}, "items.properties.name", "required in its items or has a default"),
    ],
)
def test_refused(field: dict[str, Any], where: str, message: str) -> None:
    [(path, words)] = told_of_field(field)

    assert (path, message in words) == (where, True)


def test_keys_are_plain_values() -> None:
    nullable = {"type": "object", "required": ["name"], "properties": {"name": {**TEXT, "nullable": True}}}
    keyed_by_list = _MAP | {"x-kubernetes-list-map-keys": ["tags"], "items": _ITEM | {"required": ["tags"]}}

    assert told_of_field(_MAP | {"items": nullable}) == [
        ("items.properties.name.nullable", "may not be true: the field is a key of the list"),
    ]
    assert told_of_field(keyed_by_list) == [
        ("items.properties.tags.type", "is array, though the field is a key of the list"),
    ]
