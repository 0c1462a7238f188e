"""`values.schema.json`: what each value is, so that Helm refuses one that is misspelled."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from plainsail.helm_export.values import ChartValue, Values

_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "boolean"),  # before int, which it is in Python
    (int, "integer"),
    (float, "number"),
    (str, "string"),
    (list, "array"),
    (dict, "object"),
)


def values_schema(values: Values) -> str:
    """The JSON schema of the chart's values."""
    root: dict[str, Any] = {"$schema": "http://json-schema.org/draft-07/schema#", **_closed()}
    root["properties"]["global"] = {"type": "object", "description": "Of a chart that has this one as a subchart."}
    for steps, value in values.all.items():
        here = root
        for step in steps[:-1]:
            here = here["properties"].setdefault(step, _closed())
        here["properties"][steps[-1]] = _schema(value, is_always=not value.is_optional)
    return json.dumps(root, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _closed() -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": {}}


def _schema(value: ChartValue, *, is_always: bool) -> dict[str, Any]:
    held = [value.written(item) for item in value.held.values()]
    types = _types(held if is_always else [*held, None])
    schema: dict[str, Any] = {"type": types[0] if len(types) == 1 else types}
    if value.about.documentation:
        schema["description"] = value.about.documentation
    return schema


def _types(values: Iterable[Any]) -> list[str]:
    found = {_type(value) for value in values}
    if "number" in found:
        found -= {"integer"}
    if found & {"array", "object"}:
        found |= {"null"}  # without a default, or taken away
    return sorted(found)


def _type(value: Any) -> str:
    return next((name for kind, name in _TYPES if isinstance(value, kind)), "null")
