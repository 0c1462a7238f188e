"""The schemas of custom resources: structural ones out of CustomResourceDefinitions, made strict.

The API server drops a field that a structural schema does not name; here it is an error. What only a cluster can judge
(`x-kubernetes-validations`, written in CEL) is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.api_patterns import DNS_SUBDOMAIN, Schema

_COPIED = frozenset(
    {
        *("type", "enum", "pattern", "multipleOf", "minimum", "maximum", "not"),
        *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "uniqueItems"),
        *("allOf", "anyOf", "oneOf"),
    }
)
_BOUNDS = {
    "int32": {"minimum": -(2**31), "maximum": 2**31 - 1},
    "int64": {"minimum": -(2**63), "maximum": 2**63 - 1},
}
_FORMATS = frozenset({"byte", "date", "date-time", "ipv4", "ipv6", "uuid"})
"""Formats that mean the same to the API server and to the validator."""
_PRESERVE = "x-kubernetes-preserve-unknown-fields"
_EMBEDDED = "x-kubernetes-embedded-resource"
_IDENTITY = {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"type": "object"}}


def versions(crd: Document) -> Iterator[tuple[str, Schema]]:
    """Each served version of a definition with its schema as it is written; leaves out what has none."""
    for version in crd["spec"].get("versions") or ():
        match version:
            case {"name": str(name), "schema": {"openAPIV3Schema": dict(schema)}} if version.get("served", True):
                yield name, schema


def names(crd: Document) -> tuple[str, str] | None:
    """Group and kind of a definition; None where the document is none."""
    match crd:
        case {
            "kind": "CustomResourceDefinition",
            "spec": {"group": str(group), "names": {"kind": str(kind)}},
        }:
            return group, kind
    return None


def strict(schema: Schema, api_version: str, kind: str, object_meta: Schema) -> Schema:
    """The schema of a custom resource as the API server reads it, in JSON schema's words.

    `object_meta` is the bundle by which `metadata` is judged.
    """
    plain = _strict(schema)
    fields = plain.setdefault("properties", {})
    own = {field: rule for field, rule in schema.get("properties", {}).get("metadata", {}).items() if field != "type"}
    fields |= {
        "apiVersion": {"enum": [api_version]},
        "kind": {"enum": [kind]},
        "metadata": {"allOf": [{"$ref": object_meta["$ref"]}, {"properties": {"name": DNS_SUBDOMAIN}}, _raw(own)]},
    }
    fields.setdefault("status", {"type": "object"})
    if not schema.get(_PRESERVE):
        plain["additionalProperties"] = False
    return {"type": "object"} | plain | {"$defs": object_meta["$defs"]}


def without_bad_patterns(schema: Any, compiles: Callable[[str], bool]) -> Any:
    """The schema without patterns that cannot be read: they are the API server's to judge."""
    if isinstance(schema, dict):
        return {
            key: without_bad_patterns(value, compiles)
            for key, value in schema.items()
            if not (key == "pattern" and isinstance(value, str) and not compiles(value))
        }
    if isinstance(schema, list):
        return [without_bad_patterns(value, compiles) for value in schema]
    return schema


def compiles(pattern: str) -> bool:
    """Whether the validator can read a pattern."""
    try:
        jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions())
    except (ValueError, re.error):
        return False
    return True


def _strict(schema: Schema) -> Schema:
    """A structural schema: whatever it does not name is refused, unless it says that it keeps that."""
    plain = _raw(schema)
    fields = schema.get("properties")
    if fields is not None:
        plain["properties"] = {name: _strict(field) for name, field in fields.items()}
    if schema.get(_EMBEDDED):
        plain["properties"] = _IDENTITY | plain.get("properties", {})
        plain["required"] = sorted({*plain.get("required", ()), "apiVersion", "kind"})
    values = schema.get("additionalProperties")
    if isinstance(values, dict):
        plain["additionalProperties"] = _strict(values)
    elif values is None and schema.get("type") == "object" and not schema.get(_PRESERVE):
        plain.setdefault("properties", {})
        plain["additionalProperties"] = False
    if isinstance(items := schema.get("items"), dict):
        plain["items"] = _strict(items)
    if schema.get("x-kubernetes-list-type") == "set":
        plain["uniqueItems"] = True
    return plain


def _raw(schema: Schema) -> Schema:
    """What a schema says of values, without their fields; the same words in JSON schema's meaning."""
    plain = {key: schema[key] for key in schema.keys() & _COPIED}
    if plain.get("maximum") is not None and schema.get("exclusiveMaximum"):
        plain["exclusiveMaximum"] = plain.pop("maximum")
    if plain.get("minimum") is not None and schema.get("exclusiveMinimum"):
        plain["exclusiveMinimum"] = plain.pop("minimum")
    written = schema.get("format")
    if written in _BOUNDS:
        plain = _BOUNDS[written] | plain
    elif written in _FORMATS:
        plain["format"] = written
    if schema.get("x-kubernetes-int-or-string"):
        plain["type"] = ["integer", "string"]
        plain.pop("anyOf", None)
    if schema.get("nullable"):
        kinds = plain.get("type", [])
        if kinds:
            plain["type"] = [*([kinds] if isinstance(kinds, str) else kinds), "null"]
        if "enum" in plain:
            plain["enum"] = [*plain["enum"], None]
    if required := _required(schema):
        plain["required"] = required
    return plain


def _required(schema: Schema) -> list[str]:
    """Required fields but for those with a default: the API server fills these in before it looks."""
    fields = schema.get("properties", {})
    return [name for name in schema.get("required", ()) if "default" not in fields.get(name, {})]
