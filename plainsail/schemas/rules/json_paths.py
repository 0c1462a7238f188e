"""The paths to fields that a CustomResourceDefinition holds: `.spec.replicas`, `.spec.labels['a.b']`.

After `ValidFieldPath` in `apiextensions-apiserver/pkg/apiserver/schema/cel`.
"""

import re
from typing import Any

from constructs_lib.kubernetes.objects import Document

_TOKEN = re.compile(r"[.\[\]]|'(?:\\.|[^\\'])*'|[^.\[\]]+", re.DOTALL)


def simple_path(path: str) -> bool:
    """Whether a path begins as the API server wants it for columns and for the scale of a resource.

    >>> simple_path(".spec.replicas"), simple_path("spec.replicas"), simple_path("")
    (True, False, False)
    """
    return path.startswith(".")


def field_at(path: str, schema: Document, *, brackets: bool = True) -> Document | str:
    """The schema of the field at a path; as text, why there is none.

    >>> schema = {"properties": {"spec": {"additionalProperties": {"type": "string"}}}}
    >>> field_at(".spec['a.b']", schema), field_at(".status", schema)
    ({'type': 'string'}, "leads to no field of the schema: there is no 'status'")
    """
    tokens = _TOKEN.findall(path)
    while tokens:
        match tokens:
            case [".", name, *rest]:
                pass
            case ["[", *_] if not brackets:
                return "holds '[': only names behind dots may stand here"
            case ["[", quoted, "]", *rest] if len(quoted) > 1 and quoted[0] == quoted[-1] == "'":
                name = re.sub(r"\\(.)", r"\1", quoted[1:-1])
            case ["."]:
                return "ends with a dot"
            case ["[", *_]:
                return "holds '[' without a name in single quotes and ']' behind it"
            case _:
                return "begins without a dot" if tokens == _TOKEN.findall(path) else "holds a name without a dot before"
        below = _below(schema, name)
        if below is None:
            return f"leads to no field of the schema: there is no {name!r}"
        schema, tokens = below, rest
    return schema


def _below(schema: Document, name: str) -> Document | None:
    """The schema of a field, or of the values of a mapping."""
    fields: dict[str, Any] = schema.get("properties") or {}
    if fields:
        return fields.get(name)
    values = schema.get("additionalProperties")
    return {} if values is True else values if isinstance(values, dict) else None
