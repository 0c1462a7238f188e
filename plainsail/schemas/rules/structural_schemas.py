"""What makes a schema structural, as a CustomResourceDefinition's must be: every value has one type, said in one place.

After `apiextensions-apiserver/pkg/apiserver/schema`: `validation.go` and `complete.go`. A node that is reached through
properties, items and additionalProperties only says what a value is; those within allOf, anyOf, oneOf and not judge it.
"""

from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Part
from plainsail.schemas.go_patterns import fault
from plainsail.schemas.rules.together import Refusal

Path = tuple[Part | int, ...]

IDENTITY = ("apiVersion", "kind", "metadata")
_PRESERVES = "x-kubernetes-preserve-unknown-fields"
_EMBEDDED = "x-kubernetes-embedded-resource"
_INT_OR_STRING = "x-kubernetes-int-or-string"
_STRUCTURE = (
    *("type", "additionalProperties", "default", "title", "description", "nullable", _PRESERVES, _EMBEDDED),
    *(_INT_OR_STRING, "x-kubernetes-list-map-keys", "x-kubernetes-list-type", "x-kubernetes-map-type"),
    "x-kubernetes-validations",
)
"""What says what a value is, and so has no place where it is judged."""
_EVEN_EMPTY = ("default", "x-kubernetes-list-type", "x-kubernetes-map-type")
_RESTRICTED = ("name", "generateName")
_NOT_KEPT = ("externalDocs", "example")
_INTEGER_AND_STRING = [{"type": "integer"}, {"type": "string"}]


def refused_in_structural(schema: Document, path: Path, *, level: str) -> Iterator[Refusal]:
    """What is refused in a node that says what a value is."""
    kind = schema.get("type") or ""
    items = schema.get("items")
    if kind == "array" and not isinstance(items, dict) and not (items and isinstance(items, list)):
        yield Refusal((*path, "items"), "is required and missing: the type is array")
    yield from _untyped_or_twice(schema, path)
    is_root = level == "root"
    embedded = bool(schema.get(_EMBEDDED))
    if is_root:
        if "additionalProperties" in schema:
            yield Refusal((*path, "additionalProperties"), "may not stand at the root")
        if kind not in ("", "object"):
            yield Refusal((*path, "type"), f"is {kind}; at the root it is object")
    if embedded:
        yield from _embedded(schema, path)
    if is_root or embedded:
        yield from _identity(schema.get("properties") or {}, (*path, "properties"), is_root=is_root)
    yield from _pattern(schema, path)


def _untyped_or_twice(schema: Document, path: Path) -> Iterator[Refusal]:
    """A node that does not say what its value is, or says two things."""
    if _is_untyped(schema):
        message = f"is required and missing; only {_PRESERVES}: true or {_INT_OR_STRING}: true make up for it"
        yield Refusal((*path, "type"), message)
    for other in (_PRESERVES, _EMBEDDED) if schema.get(_INT_OR_STRING) else ():
        if schema.get(other):
            yield Refusal((*path, other), f"stands beside {_INT_OR_STRING}; only one of them may be true")


def _is_untyped(schema: Document) -> bool:
    return not (schema.get("type") or schema.get(_EMBEDDED) or schema.get(_INT_OR_STRING) or schema.get(_PRESERVES))


def _embedded(schema: Document, path: Path) -> Iterator[Refusal]:
    """An object of Kubernetes within another."""
    if schema.get("type") != "object":
        yield Refusal((*path, "type"), f"is not object, though {_EMBEDDED} is true")
    if "additionalProperties" in schema:
        yield Refusal((*path, "additionalProperties"), f"may not stand beside {_EMBEDDED}")
    if not schema.get(_PRESERVES) and not schema.get("properties"):
        message = f"is required and missing: {_EMBEDDED} is true, and {_PRESERVES} is not"
        yield Refusal((*path, "properties"), message)


def _identity(fields: Document, path: Path, *, is_root: bool) -> Iterator[Refusal]:
    """apiVersion, kind and metadata of a resource."""
    for name, kind in (("apiVersion", "string"), ("kind", "string"), ("metadata", "object")):
        if name in fields and fields[name].get("type") != kind and not _is_untyped(fields[name]):
            yield Refusal((*path, name, "type"), f"is not {kind}, as {name} of a resource always is")
    if is_root and "metadata" in fields:
        metadata = fields["metadata"]
        others = [key for key in _said(metadata) if key not in ("type", "default", "properties")]
        if other := next(iter(others), None):
            message = "may not stand in metadata: only its name and generateName can be restricted"
            yield Refusal((*path, "metadata", other), message)
        elif other := next(
            (key for key in metadata.get("properties", ()) if key not in ("name", "generateName")), None
        ):
            message = "may not be described: of metadata, only name and generateName can be restricted"
            yield Refusal((*path, "metadata", "properties", other), message)


def refused_in_nested(schema: Document, path: Path) -> Iterator[Refusal]:
    """What is refused in a node that judges a value."""
    for field in _STRUCTURE:
        if field in schema and _says_something(field, schema[field]):
            yield Refusal((*path, field), "may not stand within allOf, anyOf, oneOf or not; say it of the value itself")
    if "metadata" in schema.get("properties", ()):
        yield Refusal((*path, "properties", "metadata"), "may not stand within allOf, anyOf, oneOf or not")
    yield from _pattern(schema, path)


def _says_something(field: str, value: Any) -> bool:
    if field == "additionalProperties":
        return value is not False
    return field in _EVEN_EMPTY or bool(value)


def _pattern(schema: Document, path: Path) -> Iterator[Refusal]:
    if (pattern := schema.get("pattern")) and (why := fault(pattern)):
        yield Refusal((*path, "pattern"), f"{pattern!r} is no regular expression of Go: {why}")


def is_int_or_string(parts: list[Document]) -> bool:
    """Whether the parts of an anyOf are the one form in which types may stand there: a whole number or text."""
    return [_said(part) for part in parts] == _INTEGER_AND_STRING


def _said(schema: Document) -> Document:
    """A node without what says nothing."""
    return {key: value for key, value in schema.items() if not _says_nothing(key, value)}


_WORDS = ("$schema", "description", "format", "id", "pattern", "title", "type")
_PARTS = ("allOf", "anyOf", "enum", "oneOf", "definitions", "patternProperties", "x-kubernetes-validations")


def _says_nothing(field: str, value: Any) -> bool:
    if field in _NOT_KEPT or (field == "items" and not isinstance(value, dict)):
        return True
    if field in _WORDS or field in _PARTS:
        return not value
    return value is False and field not in ("additionalItems", "additionalProperties", "default")


def incomplete(judged: Document, structure: Document, path: Path, judged_path: Path) -> Iterator[Refusal]:
    """Fields that are judged within allOf, anyOf, oneOf or not of the root, and of which no node says what they are."""
    for keyword in ("allOf", "anyOf", "oneOf"):
        for index, part in enumerate(judged.get(keyword, ())):
            yield from _incomplete(part, structure, path, (*judged_path, keyword, index))
    if isinstance(judged.get("not"), dict):
        yield from _incomplete(judged["not"], structure, path, (*judged_path, "not"))


def _incomplete(part: Document, structure: Document, path: Path, part_path: Path) -> Iterator[Refusal]:
    yield from incomplete(part, structure, path, part_path)
    if isinstance(items := part.get("items"), dict):
        if not isinstance(structure.get("items"), dict):
            yield Refusal((*part_path, "items"), f"is judged here, and not described: {_shown(path)} has no items")
        else:
            yield from _incomplete(items, structure["items"], (*path, "items"), (*part_path, "items"))
    fields = structure.get("properties") or {}
    for name, field in (part.get("properties") or {}).items():
        here = (*part_path, "properties", name)
        if name not in fields:
            yield Refusal(here, f"is judged here, and not described in the properties of {_shown(path)}")
        else:
            yield from _incomplete(field, fields[name], (*path, "properties", name), here)


def _shown(path: Path) -> str:
    return "the root" if path[-1] == "openAPIV3Schema" else f"{path[-1]}"
