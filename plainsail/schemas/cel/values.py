"""The types that values have in CEL, by the schema of a CustomResourceDefinition (`apiserver/pkg/cel/common`)."""

import re
from collections.abc import Mapping
from functools import cache

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.cel.syntax import RESERVED
from plainsail.schemas.cel.types import ANY, Type

_STRING = Type("string")
_META = Type("object metadata", fields=lambda: {"name": _STRING, "generateName": _STRING})
_IDENTITY = {"apiVersion": _STRING, "kind": _STRING, "metadata": _META}
_FORMATS = {"byte": "bytes", "duration": "duration", "date": "timestamp", "date-time": "timestamp"}
_SCALARS = {"boolean": "bool", "number": "double", "integer": "int"}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
_ESCAPES = {"__": "__underscores__", ".": "__dot__", "-": "__dash__", "/": "__slash__"}


def type_of(schema: Document, *, is_resource: bool = False, path: str = "self") -> Type | None:
    """The type of a value; None where an expression cannot speak of it. `path` tells types of objects apart."""
    if schema.get("x-kubernetes-int-or-string"):
        return ANY
    kind = schema.get("type", "")
    match kind:
        case "array" if isinstance(items := schema.get("items"), dict):
            inner = type_of(items, is_resource=_is_resource(items), path=f"{path}[]")
            return None if inner is None else Type("list", (inner,))
        case "object" if isinstance(values := schema.get("additionalProperties"), dict):
            inner = type_of(values, is_resource=_is_resource(values), path=f"{path}[]")
            return None if inner is None else Type("map", (_STRING, inner))
        case "object":
            return Type(f"object {path}", fields=cache(lambda: _fields(schema, is_resource=is_resource, path=path)))
        case "string":
            return Type(_FORMATS.get(schema.get("format", ""), "string"))
    return Type(_SCALARS[kind]) if kind in _SCALARS else None


def _is_resource(schema: Document) -> bool:
    return bool(schema.get("x-kubernetes-embedded-resource"))


def _fields(schema: Document, *, is_resource: bool, path: str) -> Mapping[str, Type]:
    found: dict[str, Type] = {}
    for name, field in (schema.get("properties") or {}).items():
        kind = type_of(field, is_resource=_is_resource(field), path=f"{path}.{name}")
        if kind is not None and (escaped := escape(name)):
            found[escaped] = kind
    return found | _IDENTITY if is_resource else found


def escape(name: str) -> str:
    """The name of a field as an expression says it; empty where none can.

    >>> escape("a-b"), escape("namespace"), escape("$a")
    ('a__dash__b', '__namespace__', '')
    """
    if name in RESERVED or name in ("true", "false", "null", "in"):
        return f"__{name}__"
    if not _NAME.fullmatch(name):
        return ""
    return re.sub(r"__|[-./]", lambda found: _ESCAPES[found[0]], name)
