"""Lists of custom resources whose items are told apart by keys (`x-kubernetes-list-type: map`): no two are alike.

JSON schema has no word for it, so that the schema only carries the mark, and this walks the marked lists.
"""

from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.paths import Part
from plainsail.schemas.problems import Schema

MARK = "x-plainsail-keys"
"""The key of a list's schema under which stand its keys, each with its default."""

_Path = tuple[Part | int, ...]


def mark(schema: Schema) -> dict[str, Any] | None:
    """The keys of a list as its definition has them, each with its default; None where it has none."""
    keys = schema.get("x-kubernetes-list-map-keys")
    if schema.get("x-kubernetes-list-type") != "map" or not isinstance(keys, list):
        return None
    items = schema.get("items")
    fields = items.get("properties", {}) if isinstance(items, dict) else {}
    return {key: fields.get(key, {}).get("default") for key in keys}


def is_marked(schema: Any) -> bool:
    """Whether a schema has such a list, at any depth."""
    if isinstance(schema, dict):
        return MARK in schema or any(map(is_marked, schema.values()))
    return isinstance(schema, list) and any(map(is_marked, schema))


def repeated(schema: Schema, value: Any, path: _Path = ()) -> Iterator[tuple[_Path, str]]:
    """The items that have the keys of an earlier one, each with what is so. The types of the value hold."""
    if isinstance(value, dict):
        fields, others = schema.get("properties", {}), schema.get("additionalProperties")
        for key, item in value.items():
            below = fields.get(key, others)
            if isinstance(below, dict):
                yield from repeated(below, item, (*path, key))
    elif isinstance(value, list):
        keys, items = schema.get(MARK), schema.get("items")
        seen = set()
        for index, item in enumerate(value):
            if keys and isinstance(item, dict):
                identity = tuple(repr(item.get(key, default)) for key, default in keys.items())
                if identity in seen:
                    what = " and ".join(f"{key} {text}" for key, text in zip(keys, identity, strict=True))
                    yield (*path, index), f"{what} is there twice"
                seen.add(identity)
            if isinstance(items, dict):
                yield from repeated(items, item, (*path, index))
