"""A null in a list, as the API server decodes it: the zero value of what the list holds.

It reads `rules: [null]` of a Role as a rule without a word, and `args: [null]` as an empty argument.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.schemas.problems import Schema

_ZEROS = {"array": [], "boolean": False, "integer": 0, "number": 0, "object": {}, "string": ""}


def has_null_items(value: Any) -> bool:
    """Whether a list holds null, at any depth.

    >>> has_null_items({"args": ["-v", None]}), has_null_items({"args": None})
    (True, False)
    """
    if isinstance(value, dict):
        return any(map(has_null_items, value.values()))
    return isinstance(value, list) and any(item is None or has_null_items(item) for item in value)


def with_zero_values(value: Any, schema: Schema) -> Any:
    """The value with the nulls of its lists replaced; null stays where the schema says no type.

    >>> with_zero_values({"args": ["-v", None]}, {"properties": {"args": {"items": {"type": ["string", "null"]}}}})
    {'args': ['-v', '']}
    """
    return _decoded(value, [schema], schema.get("$defs", {}))


def _decoded(value: Any, schemas: list[Schema], definitions: dict[str, Schema]) -> Any:
    known = [plain for schema in schemas for plain in _flat(schema, definitions)]
    if isinstance(value, dict):
        return {key: _decoded(item, _of_field(known, key), definitions) for key, item in value.items()}
    if isinstance(value, list):
        items = [schema["items"] for schema in known if "items" in schema]
        zero = next((zero for item in items for zero in _zeros(item, definitions)), None)
        return [zero if item is None else _decoded(item, items, definitions) for item in value]
    return value


def _of_field(schemas: list[Schema], key: str) -> list[Schema]:
    fields = [schema.get("properties", {}).get(key) or schema.get("additionalProperties") for schema in schemas]
    return [field for field in fields if isinstance(field, dict)]


def _zeros(schema: Schema, definitions: dict[str, Schema]) -> Iterator[Any]:
    """The zero value of the types that a schema names."""
    for plain in _flat(schema, definitions):
        types = plain.get("type", [])
        yield from (_ZEROS[name] for name in ([types] if isinstance(types, str) else types) if name in _ZEROS)


def _flat(schema: Schema, definitions: dict[str, Schema]) -> Iterator[Schema]:
    """A schema and those that it is made of, each without its references."""
    yield schema
    for part in schema.get("allOf", ()):
        yield from _flat(part, definitions)
    if "$ref" in schema:
        yield from _flat(definitions[schema["$ref"].rpartition("/")[2]], definitions)
