"""The schemas of Kubernetes' own kinds, by version: those that `kubernetes-validate` ships, read as files.

That package is never imported (it is slow to), and of its files only the definitions that a kind needs are kept,
without their prose: what is compiled is a thirtieth of what is shipped.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from plainsail.schemas import rules
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.open_types import open_type
from plainsail.schemas.rules.together import FieldRule, Rule
from plainsail.schemas.rules.words import INTEGERS, QUANTITY
from plainsail.schemas.versions import minors, root

__all__ = ["minors"]

_GVK = "x-kubernetes-group-version-kind"
_PREFIX = re.compile(r"io\.k8s\.(api|(apimachinery|apiextensions-apiserver|kube-aggregator)\.pkg\.apis)\.")
OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
AMOUNT = "io.k8s.apimachinery.pkg.api.resource.Quantity"
_INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString"
_READ_ONCE = (AMOUNT, _INT_OR_STRING)
"""Definitions that the API server reads itself, wherever they stand."""
_KEPT = frozenset({"type", "$ref", "required", "enum"})
_SCHEMAS = frozenset({"items", "additionalProperties", "not"})
_FORMATS: dict[str, Schema] = {**INTEGERS, "byte": {"format": "byte"}, "date-time": {"format": "date-time"}}


def has(minor: int, api_version: str, kind: str) -> bool:
    """Whether a version seems to know a kind; looks at names of files only."""
    group, _, version = api_version.rpartition("/")
    middle = f"{group.partition('.')[0]}-{version}" if group else version
    return is_of_kubernetes(api_version) and f"{kind.lower()}-{middle}.json" in _files(minor)


def is_of_kubernetes(api_version: str) -> bool:
    """Whether Kubernetes itself may serve an API version, by the name of its group."""
    group = api_version.rpartition("/")[0]
    return "." not in group or group.endswith(".k8s.io")


def schema_of(minor: int, api_version: str, kind: str) -> Schema | None:
    """The schema of a kind, with all that it refers to; None where the version does not know the kind."""
    if (name := definition_of(minor, api_version, kind)) is None:
        return None
    schema = bundle(minor, name)
    if rule := rules.name_rule(minor, api_version, kind):
        fields = {"name": rule, "generateName": rules.prefix_of(rule)}
        schema["allOf"] = [{"properties": {"metadata": {"properties": fields}}}]
    return schema


def definition_of(minor: int, api_version: str, kind: str) -> str | None:
    """The name of a kind's definition; None where the version does not know the kind."""
    return _index(minor).get((api_version, kind))


def bundle(minor: int, name: str) -> Schema:
    """A definition with all that it refers to."""
    definitions: dict[str, Schema] = {}
    waiting = [name]
    while waiting:
        if (here := waiting.pop()) not in definitions:
            definitions[here] = _definition(minor, here)
            waiting += _names_in(minor, here)
    return {"$ref": f"#/$defs/{name}", "$defs": definitions}


def rules_of(schema: Schema) -> dict[str, tuple[Rule, ...]]:
    """The rules for several fields, by the names of a schema's definitions."""
    return {
        name: tuple(rules.TOGETHER[short]) for name in schema["$defs"] if (short := short_name(name)) in rules.TOGETHER
    }


def fields_of(minor: int, name: str) -> Mapping[str, Schema]:
    """The fields of a definition, each with its schema."""
    fields: Mapping[str, Schema] = _definition(minor, name).get("properties", {})
    return fields


def kinds(minor: int, api_version: str) -> list[str]:
    """The kinds of an API version, to compare a misspelt one with."""
    return [kind for version, kind in _index(minor) if version == api_version and not kind.endswith("List")]


def api_versions(minor: int, kind: str) -> list[str]:
    """The API versions in which a version of Kubernetes knows a kind."""
    return [version for version, known in _index(minor) if known == kind]


def _folder(minor: int) -> Path:
    return root() / f"v1.{minor}.0-local-strict"


@cache
def _files(minor: int) -> frozenset[str]:
    return frozenset(file.name for file in _folder(minor).iterdir())


@cache
def _raw(minor: int) -> dict[str, Any]:
    definitions: dict[str, Any] = json.loads((_folder(minor) / "_definitions.json").read_bytes())["$defs"]
    return definitions


@cache
def _index(minor: int) -> dict[tuple[str, str], str]:
    """The definition of each kind, by API version and kind."""
    index = {}
    for name, definition in _raw(minor).items():
        marks = definition.get(_GVK, ())
        if len(marks) == 1 and "metadata" in definition.get("properties", ()):  # DeleteOptions is of every version
            group, version, kind = marks[0]["group"], marks[0]["version"], marks[0]["kind"]
            index[f"{group}/{version}" if group else version, kind] = name
    return index


@cache
def _definition(minor: int, name: str) -> Schema:
    """A definition without its prose, and with the API server's rules."""
    if name == AMOUNT:
        return {"type": ["string", "number"], **QUANTITY}
    if name == _INT_OR_STRING:
        return {"type": ["string", "integer"], **_FORMATS["int32"]}
    if opened := open_type(name, lambda known: _definition(minor, known)):
        return opened
    short = short_name(name)
    plain, _, reading = name.partition("@")
    definition = _without_prose(_raw(minor)[plain])
    fields = definition.get("properties", {})
    if reading:
        for field in fields.keys() & {"apiVersion", "kind"}:
            fields[field] = {"type": "string"}
    if reading == rules.UNREAD:
        for field in fields:
            fields[field] = _read_as(fields[field], rules.UNREAD)
        return definition | {"required": []}
    for field in fields.keys() & rules.READ_AS.get(short, {}).keys():
        fields[field] = _read_as(fields[field], rules.READ_AS[short][field])
    own: dict[str, FieldRule] = {**rules.ANYWHERE, **rules.FIELDS.get(short, {})}
    for field in fields.keys() & own.keys():
        rule = own[field]
        fields[field] = _both(fields[field], rule(minor) if callable(rule) else rule)
    required = {*definition.get("required", ()), *rules.REQUIRED.get(short, ())} - {*rules.NOT_REQUIRED.get(short, ())}
    definition["required"] = sorted(required)
    return definition


def _read_as(schema: Any, reading: str) -> Any:
    """A field's schema, with its references led to another reading of what they refer to."""
    if isinstance(schema, dict):
        return {
            key: f"{value}@{reading}" if key == "$ref" and not value.endswith(_READ_ONCE) else _read_as(value, reading)
            for key, value in schema.items()
        }
    return [_read_as(value, reading) for value in schema] if isinstance(schema, list) else schema


def short_name(name: str) -> str:
    """`core.v1.PodSpec`, as rules name a definition."""
    return _PREFIX.sub("", name, count=1)


def _both(schema: Schema, rule: Schema) -> Schema:
    """A field's schema with a rule added: merged where the keys differ, beside it otherwise."""
    return {"allOf": [schema, rule]} if schema.keys() & rule.keys() else schema | rule


def _without_prose(schema: Schema) -> Schema:
    plain: Schema = {}
    for key, value in schema.items():
        if key in _KEPT:
            plain[key] = value
        elif key == "properties":
            plain[key] = {name: _without_prose(field) for name, field in value.items()}
        elif key in _SCHEMAS and isinstance(value, dict):
            plain[key] = _without_prose(value)
        elif key == "additionalProperties":
            plain[key] = value
            plain.setdefault("properties", {})
        elif key == "format":
            plain |= _FORMATS.get(value, {})
    return plain


@cache
def _names_in(minor: int, name: str) -> tuple[str, ...]:
    """The definitions that one refers to: those of pods are asked for with every workload."""
    return tuple(_references(_definition(minor, name)))


def _references(schema: Any) -> list[str]:
    if isinstance(schema, dict):
        if isinstance(reference := schema.get("$ref"), str):
            return [reference.rpartition("/")[2]]
        return [name for value in schema.values() for name in _references(value)]
    if isinstance(schema, list):
        return [name for value in schema for name in _references(value)]
    return []
