"""What the API server refuses in the schema of a CustomResourceDefinition: the way through it, and rules for each node.

After `ValidateCustomResourceDefinitionOpenAPISchema`. What makes a schema structural is judged on the same way, by
`structural_schemas`; lists by `list_types`, defaults by `schema_defaults`, rules in CEL by `cel_rules`.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Part
from plainsail.schemas.rules.cel_rules import refused_validations
from plainsail.schemas.rules.list_types import refused_list_types
from plainsail.schemas.rules.schema_defaults import refused_default
from plainsail.schemas.rules.structural_schemas import (
    IDENTITY,
    incomplete,
    is_int_or_string,
    refused_in_nested,
    refused_in_structural,
)
from plainsail.schemas.rules.together import Refusal

Path = tuple[Part | int, ...]

_TYPES = ("array", "boolean", "integer", "number", "object", "string")
_UNSUPPORTED = ("$ref", "additionalItems", "dependencies")
_UNSUPPORTED_UNLESS_EMPTY = ("$schema", "definitions", "id", "patternProperties")
_NOT_AT_ROOT_WITH_STATUS = (
    *("additionalProperties", "allOf", "anyOf", "default", "enum", "maxProperties", "minProperties", "not", "oneOf"),
    *("x-kubernetes-embedded-resource", "x-kubernetes-int-or-string", "x-kubernetes-list-map-keys"),
    *("x-kubernetes-list-type", "x-kubernetes-map-type"),
)


class _Spot(NamedTuple):
    """Where a node stands within the whole schema."""

    path: Path
    minor: int
    level: Literal["root", "items", "field"] = "field"
    nested: bool = False
    """Within allOf, anyOf, oneOf or not, where a schema may only judge values and not say what they are."""
    types_in_any: bool = True
    """Whether an anyOf of a whole number and of text may name both: at a node, or in the first of its allOf."""
    in_metadata: bool = False
    """Within apiVersion, kind or metadata of the resource or of an embedded one."""
    no_default: str = ""
    """Why a default may not stand here."""
    judges_default: bool = True
    """Whether the API server compares a default with its schema."""
    changes: bool = True
    """Whether a value can be compared with the one before it."""


def refused_in_schema(schema: Document, path: Path, *, has_status: bool, minor: int) -> Iterator[Refusal]:
    """All that is refused in the schema of one version, by its own means and without those of a cluster."""
    if has_status:
        for field in _NOT_AT_ROOT_WITH_STATUS:
            if field in schema and (schema[field] is not False or field in ("additionalProperties", "default")):
                message = "may not stand at the root of a schema whose resource has the subresource status"
                yield Refusal((*path, field), message)
                break
    if schema.get("nullable"):
        yield Refusal((*path, "nullable"), "may not be true at the root")
    yield from _node(schema, _Spot(path, minor, "root"))
    yield from incomplete(schema, schema, path, path)


def _node(schema: Document, spot: _Spot) -> Iterator[Refusal]:
    path = spot.path
    for field in schema:
        if field in _WORTH_A_LOOK:
            yield from _plain(schema, field, spot)
    yield from refused_list_types(schema, path)
    if "x-kubernetes-validations" in schema and not spot.nested:
        is_resource = spot.level == "root" or bool(schema.get("x-kubernetes-embedded-resource"))
        yield from refused_validations(schema, path, changes=spot.changes, is_resource=is_resource, minor=spot.minor)
    if spot.nested:
        yield from refused_in_nested(schema, path)
    else:
        yield from refused_in_structural(schema, path, level=spot.level)
        if "default" in schema and not spot.no_default and spot.judges_default:
            yield from refused_default(schema, path, is_root=spot.level == "root")
    yield from _below(schema, spot)


def _plain(schema: Document, field: str, spot: _Spot) -> Iterator[Refusal]:
    """What is refused in a field wherever it stands."""
    value = schema[field]
    where = (*spot.path, field)
    match field:
        case "type" if value and value not in _TYPES:
            yield Refusal(where, f"{value!r} is none of {', '.join(_TYPES)}{_typed(value)}")
        case "default" if spot.no_default and not spot.nested:
            yield Refusal(where, spot.no_default)
        case "uniqueItems" if value:
            yield Refusal(where, "may not be true; say x-kubernetes-list-type: set for a list without duplicates")
        case "additionalProperties" if schema.get("properties") and value is not True:
            yield Refusal(where, "stands beside properties; only one of them may be there")
        case "items" if isinstance(value, list) and value:
            yield Refusal(where, "is a list where one schema for all items belongs")
        case "x-kubernetes-preserve-unknown-fields" if not value:
            yield Refusal(where, "may not be false; leave it out")
        case "x-kubernetes-embedded-resource" if value and spot.in_metadata:
            yield Refusal(where, "may not stand within the metadata of a resource")
        case "$ref" | "additionalItems" | "dependencies":
            yield Refusal(where, "is not supported here; a schema stands where it is used, in full")
        case "$schema" | "definitions" | "id" | "patternProperties" if value:
            yield Refusal(where, "is not supported here")


_WORTH_A_LOOK = frozenset(
    {
        *("type", "default", "uniqueItems", "additionalProperties", "items"),
        *("x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"),
        *_UNSUPPORTED,
        *_UNSUPPORTED_UNLESS_EMPTY,
    }
)


def _typed(value: str) -> str:
    return "; say nullable: true for a value that may be null" if value == "null" else did_you_mean(value, _TYPES)


def _below(schema: Document, spot: _Spot) -> Iterator[Refusal]:
    """The nodes below a node, each where it stands."""
    if schema.keys().isdisjoint(_HOLDERS):
        return
    path = spot.path
    inner = spot._replace(level="field", types_in_any=not spot.nested)
    if isinstance(values := schema.get("additionalProperties"), dict):
        why = "may not stand in additionalProperties within metadata" if spot.in_metadata else spot.no_default
        here = inner._replace(path=(*path, "additionalProperties"), judges_default=False, no_default=why)
        yield from _node(values, here)
    is_root = spot.level == "root"
    is_resource = is_root or schema.get("x-kubernetes-embedded-resource")
    for name, field in schema.get("properties", {}).items():
        here = inner._replace(path=(*path, "properties", name))
        if is_resource and name in IDENTITY:
            why = f"may not stand in {name} of the resource" if is_root else spot.no_default
            here = here._replace(in_metadata=True, no_default=why)
        yield from _node(field, here)
    if isinstance(items := schema.get("items"), dict):
        changes = spot.changes and schema.get("x-kubernetes-list-type") == "map"
        yield from _node(items, inner._replace(path=(*path, "items"), level="items", changes=changes))
    yield from _judging(schema, spot)


def _judging(schema: Document, spot: _Spot) -> Iterator[Refusal]:
    """The nodes that judge the value of a node."""
    path = spot.path
    if isinstance(part := schema.get("not"), dict):
        yield from _node(part, spot._replace(path=(*path, "not"), level="field", nested=True, types_in_any=False))
    for keyword in ("allOf", "anyOf", "oneOf"):
        parts = schema.get(keyword, ())
        if keyword == "anyOf" and spot.types_in_any and is_int_or_string(parts):
            continue
        for index, part in enumerate(parts):
            first = keyword == "allOf" and index == 0 and not spot.nested
            here = spot._replace(path=(*path, keyword, index), level="field", nested=True, types_in_any=first)
            yield from _node(part, here)


_HOLDERS = frozenset({"additionalProperties", "allOf", "anyOf", "items", "not", "oneOf", "properties"})
