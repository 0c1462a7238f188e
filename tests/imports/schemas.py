"""Our schemas of custom resources, to look at and to judge with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs

from tools.crds import Schema, read_crds, stored_version

IMPORTS = Path(__file__).resolve().parents[2] / "imports"


def _read() -> dict[str, Schema]:
    files = sorted((IMPORTS / "crds").glob("*.yaml"))
    return {
        f"{group.stem}/{version} {kind}": schema
        for group in files
        for kind, crd in read_crds(group, group.name).items()
        for version, schema in [stored_version(crd, group.name)]
    }


SCHEMAS = _read()
"""The schema of each kind, by apiVersion and kind."""

_VALIDATORS = {name: jsonschema_rs.Draft202012Validator(schema) for name, schema in SCHEMAS.items()}


def accepts(resource: dict[str, Any]) -> bool:
    """Whether our schema of the object's kind finds nothing wrong with it."""
    return _VALIDATORS[f"{resource['apiVersion']} {resource['kind']}"].is_valid(resource)


def nodes(schema: Schema, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Every schema within a schema, with the path of the field that it describes."""
    yield path, schema
    for name, field in schema.get("properties", {}).items():
        yield from nodes(field, f"{path}.{name}".lstrip("."))
    if "items" in schema:
        yield from nodes(schema["items"], f"{path}[]")
    if isinstance(values := schema.get("additionalProperties"), dict):
        yield from nodes(values, f"{path}{{}}")
