"""Changes of sound objects that may be none to an API server: defaults written out, zeros, amounts respelled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.quantities import amount_of
from plainsail.schemas.core_schemas import bundle, definition_of
from tools.verdicts.mutations import ABSENT, Mutation, Path

_OF_THE_SERVER = ("creationTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid")
_ZEROS = {"array": [], "boolean": False, "integer": 0, "number": 0, "object": {}, "string": ""}
_ADDRESS = {("apiVersion",), ("kind",), ("metadata",), ("metadata", "name"), ("metadata", "namespace"), ("status",)}
_QUANTITY = "Quantity"


def is_same(before: Document, after: Document) -> bool:
    """Whether an object is still the same to a server: by its generation where it counts one, else by all it keeps."""
    old, new = map(_kept, (before, after))
    if "generation" in before["metadata"]:
        same_count: bool = before["metadata"]["generation"] == after["metadata"]["generation"]
        return same_count and old["metadata"] == new["metadata"]
    return old == new


def _kept(answer: Document) -> Document:
    metadata = {name: value for name, value in answer["metadata"].items() if name not in _OF_THE_SERVER}
    return {name: value for name, value in answer.items() if name != "status"} | {"metadata": metadata}


def candidates(sound: Document, held: Document, minor: int) -> Iterator[Mutation]:
    """Each field that the server filled in, written out; each that is there, left out; each zero value, added."""
    yield from _filled(sound, held, ())
    definition = definition_of(minor, sound["apiVersion"], sound["kind"])
    schema = bundle(minor, definition) if definition else {}
    yield from _of(sound, schema, schema.get("$defs", {}), ())


def _filled(sound: Any, held: Any, path: Path) -> Iterator[Mutation]:
    if isinstance(sound, dict) and isinstance(held, dict):
        for name, value in held.items():
            if name in sound:
                yield from _filled(sound[name], value, (*path, name))
            elif (*path, name) not in _ADDRESS and name not in _OF_THE_SERVER:
                yield Mutation((*path, name), "default", value)
    elif isinstance(sound, list) and isinstance(held, list) and len(sound) == len(held):
        for index, (mine, its) in enumerate(zip(sound, held, strict=True)):
            yield from _filled(mine, its, (*path, index))


def _of(value: Any, schema: Any, definitions: Any, path: Path) -> Iterator[Mutation]:
    schema = _resolved(schema, definitions)
    if isinstance(value, dict):
        fields = schema.get("properties", {})
        for name, item in value.items():
            below = (*path, name)
            if below not in _ADDRESS:
                yield Mutation(below, "drop", ABSENT)
            if below != ("status",):
                yield from _of(item, fields.get(name) or schema.get("additionalProperties"), definitions, below)
        yield from _zeros(value, fields, definitions, path)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _of(item, schema.get("items"), definitions, (*path, index))
    elif schema.get("is") == _QUANTITY and (amount := amount_of(value)) is not None:
        for spelt in (f"{amount:f}", f"{amount * 1000:f}m"):
            yield Mutation(path, "respelt", spelt)


def _zeros(value: Document, fields: Document, definitions: Any, path: Path) -> Iterator[Mutation]:
    for name, field in fields.items():
        if name in value or (*path, name) in _ADDRESS or name in _OF_THE_SERVER:
            continue
        types = _resolved(field, definitions).get("type", [])
        for type_ in [types] if isinstance(types, str) else types:
            if type_ in _ZEROS:
                yield Mutation((*path, name), f"zero:{type_}", _ZEROS[type_])


def _resolved(schema: Any, definitions: Any) -> Any:
    """A schema without its references; an amount is marked."""
    if not isinstance(schema, dict):
        return {}
    plain = dict(schema)
    for part in schema.get("allOf", ()):
        plain |= _resolved(part, definitions)
    if isinstance(reference := schema.get("$ref"), str):
        name = reference.rpartition("/")[2]
        plain |= _resolved(definitions.get(name, {}), definitions)
        if name.endswith(f".{_QUANTITY}"):
            plain["is"] = _QUANTITY
    return plain
