"""A null in a list or in a mapping, as the API server decodes it: the zero value of what that holds.

It reads `rules: [null]` of a Role as a rule without a word, `args: [null]` as an empty argument, `cpu: null` among
limits as a limit of 0, and the value of a label that is null as empty. A null in a field of an object is a field left
out.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.schemas.problems import CONCERN, Schema

_ZEROS = {"array": [], "boolean": False, "integer": 0, "number": 0, "object": {}, "string": ""}


def with_zero_values(value: Any, schema: Schema) -> Any:
    """The value with the nulls of its lists and mappings replaced; null stays where the schema says no type.

    >>> with_zero_values({"args": ["-v", None]}, {"properties": {"args": {"items": {"type": ["string", "null"]}}}})
    {'args': ['-v', '']}
    """
    return _decoded(value, [schema], schema.get("$defs", {}))


def _decoded(value: Any, schemas: list[Schema], definitions: dict[str, Schema]) -> Any:
    known = [plain for schema in schemas for plain in _flat(schema, definitions)]
    if isinstance(value, dict):
        return {
            key: _entry(known, key, definitions) if item is None else _decoded(item, _of_field(known, key), definitions)
            for key, item in value.items()
        }
    if isinstance(value, list):
        items = [schema["items"] for schema in known if "items" in schema]
        zero = next((zero for item in items for zero in _zeros(item, definitions)), None)
        return [zero if item is None else _decoded(item, items, definitions) for item in value]
    return value


def _entry(schemas: list[Schema], key: str, definitions: dict[str, Schema]) -> Any:
    """What a null stands for in a mapping; None for a field of an object, and where the schema says no type."""
    if any(key in schema.get("properties", ()) for schema in schemas):
        return None
    values = [values for schema in schemas if isinstance(values := schema.get("additionalProperties"), dict)]
    return next((zero for schema in values for zero in _zeros(schema, definitions)), None)


def _of_field(schemas: list[Schema], key: str) -> list[Schema]:
    fields = [schema.get("properties", {}).get(key) or schema.get("additionalProperties") for schema in schemas]
    return [field for field in fields if isinstance(field, dict)]


def _zeros(schema: Schema, definitions: dict[str, Schema]) -> Iterator[Any]:
    """The zero value of the types that a schema names."""
    for plain in _flat(schema, definitions):
        if plain.get(CONCERN) == "quantity":
            yield "0"
        types = plain.get("type", [])
        yield from (_ZEROS[name] for name in ([types] if isinstance(types, str) else types) if name in _ZEROS)


def _flat(schema: Schema, definitions: dict[str, Schema]) -> Iterator[Schema]:
    """A schema and those that it is made of, each without its references."""
    yield schema
    for part in schema.get("allOf", ()):
        yield from _flat(part, definitions)
    if "$ref" in schema:
        yield from _flat(definitions[schema["$ref"].rpartition("/")[2]], definitions)
