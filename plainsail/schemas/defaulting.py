"""An object as the API server keeps it: what is empty is dropped, what is left out is filled in, amounts are amounts.

Two versions of an object that are kept alike are no change in the cluster: nothing is updated, and no pod restarts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from decimal import ROUND_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.quantities import amount_of
from plainsail.schemas import core_schemas, crd_schemas
from plainsail.schemas.crd_schemas import CrdFiles
from plainsail.schemas.defaults import DERIVED, VALUES
from plainsail.schemas.problems import Schema

_UNITS = ("limits", "requests", "capacity", "hard", "default", "defaultRequest", "max", "min", "overhead")
_MILLI = Decimal("0.001")


class Defaulting:
    """Makes of objects what the API server makes of them. `crds` are folders of CustomResourceDefinitions."""

    def __init__(self, crds: Sequence[Path] = (), definitions: Iterable[Document] = ()) -> None:
        self._files = CrdFiles(crds)
        self._learnt = {name: crd for crd in definitions if (name := crd_schemas.names(crd))}

    def kept(self, document: Document) -> Document:
        """The object as the API server keeps it; as it is, where nobody knows its kind."""
        version, kind = str(document.get("apiVersion")), str(document.get("kind"))
        for minor in reversed(core_schemas.minors()):
            if name := core_schemas.definition_of(minor, version, kind):
                kept: Document = _struct(deepcopy(document), name, minor)
                return kept | {"apiVersion": version, "kind": kind}
            if not core_schemas.is_of_kubernetes(version):
                break
        group, _, served = version.rpartition("/")
        crd = (self._files.find(group, kind) or self._learnt.get((group, kind))) if group else None
        schema = dict(crd_schemas.versions(crd)).get(served) if crd else None
        return _custom(deepcopy(document), schema) if schema else document


class _Field(NamedTuple):
    """A field of a type: what a value of it is made of."""

    form: str
    """`struct`, `items` or `values` of a definition; `map` without one; else `plain`."""
    definition: str


_PLAIN = _Field("plain", "")


@cache
def _pointers() -> Mapping[str, frozenset[str]]:
    rows: dict[str, str] = json.loads(Path(__file__).with_name("pointers.json").read_bytes())
    return {name: frozenset(fields.split()) for name, fields in rows.items()}


@cache
def _fields(minor: int, name: str) -> Mapping[str, _Field]:
    properties = core_schemas.fields_of(minor, name)
    return {field: _form(schema) for field, schema in properties.items()}


def _form(schema: Any) -> _Field:
    if not isinstance(schema, dict):
        return _PLAIN
    if isinstance(reference := schema.get("$ref"), str):
        return _Field("struct", reference.rpartition("/")[2])
    for part in schema.get("allOf", ()):
        if (form := _form(part)).form != "plain":
            return form
    for key, name in (("items", "items"), ("additionalProperties", "values")):
        if isinstance(inner := schema.get(key), dict):
            below = _form(inner)
            return _Field(name, below.definition if below.form == "struct" else "")
    return _PLAIN


def _struct(value: Any, name: str, minor: int) -> Any:
    """A value of a type, kept."""
    short = core_schemas.short_name(name).partition("@")[0]
    if name == core_schemas.AMOUNT:
        return _amount(value)
    if not isinstance(value, dict):
        return value
    types = _fields(minor, name)
    pointers = _pointers().get(short)
    fields: dict[str, Any] = {
        field: item for field, item in value.items() if not _is_dropped(item, field, types.get(field, _PLAIN), pointers)
    }
    for field, default in VALUES.get(short, {}).items():
        fields.setdefault(field, deepcopy(default))
    if short in DERIVED and _are_shaped(fields, types, minor):
        DERIVED[short](fields, minor)
    for field, item in list(fields.items()):
        type_ = types.get(field, _PLAIN)
        if field != "status" and type_.definition:
            fields[field] = kept = _below(item, field, type_, minor)
            is_pointer = pointers is None or field in pointers
            if type_.form == "struct" and not is_pointer and _is_zero(kept, type_):
                del fields[field]
    return fields


def _are_shaped(fields: Mapping[str, Any], types: Mapping[str, _Field], minor: int) -> bool:
    """Whether mappings and lists stand where the schema wants them; what is broken is compared as it was written."""
    return all(
        isinstance(item, list if types[field].form == "items" else dict)
        for field, item in fields.items()
        if field in types and _is_of_parts(types[field], minor)
    )


def _is_of_parts(type_: _Field, minor: int) -> bool:
    """Amounts, times and ports that may be names are definitions, too, and plain values."""
    return type_.form != "plain" and (type_.form != "struct" or bool(_fields(minor, type_.definition)))


def _below(item: Any, field: str, type_: _Field, minor: int) -> Any:
    """The value of a field that is made of a definition, kept."""
    if type_.form == "struct":
        return _struct(item, type_.definition, minor)
    if type_.form == "items" and isinstance(item, list):
        return [_struct(each, type_.definition, minor) for each in item]
    if type_.form == "values" and isinstance(item, dict):
        return {key: _in_mapping(each, field, type_.definition, minor) for key, each in item.items()}
    return item


def _is_zero(kept: Any, type_: _Field) -> bool:
    return kept == {} or (type_.definition == core_schemas.AMOUNT and kept == "0")


def _is_dropped(item: Any, field: str, type_: _Field, pointers: frozenset[str] | None) -> bool:
    """Whether a field says nothing to the API server: null, an empty list or mapping, a zero that is no pointer."""
    if item is None or item == [] or (item == {} and type_.form in ("values", "map")):
        return True
    is_zero = not isinstance(item, dict | list) and item in (False, 0, "")
    return is_zero and pointers is not None and field not in pointers


def _in_mapping(value: Any, field: str, definition: str, minor: int) -> Any:
    kept = _struct(value, definition, minor)
    is_amount = definition == core_schemas.AMOUNT and field in _UNITS
    # Of resources there are no parts below a thousandth.
    return _amount(value, _MILLI) if is_amount else kept


def _amount(value: Any, least: Decimal | None = None) -> Any:
    amount = amount_of(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    if amount is None:
        return value
    exact = amount if least is None or amount == amount.quantize(least) else amount.quantize(least, ROUND_UP)
    return f"{exact.normalize():f}"


def _custom(value: Any, schema: Schema) -> Any:
    """A custom resource, or a part of one, with the defaults of its definition."""
    if isinstance(value, dict):
        fields = schema.get("properties", {})
        for name, field in fields.items():
            if isinstance(field, dict) and "default" in field and value.get(name) is None:
                value[name] = deepcopy(field["default"])
        others = schema.get("additionalProperties")
        for name, item in value.items():
            below = fields.get(name, others)
            if isinstance(below, dict):
                value[name] = _custom(item, below)
    elif isinstance(value, list) and isinstance(items := schema.get("items"), dict):
        return [_custom(item, items) for item in value]
    return value
