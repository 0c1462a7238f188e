"""CustomResourceDefinitions to plant faults in, and what their schemas say of them."""

from __future__ import annotations

from typing import Any

from plainsail.schemas import Schemas

Document = dict[str, Any]

SCHEMAS = Schemas()
TEXT: Document = {"type": "string"}


def definition(*versions: Document, **spec: Any) -> Document:
    """A sound definition of Widgets, or one with other fields in its spec."""
    names = {"kind": "Widget", "plural": "widgets"} | spec.pop("names", {})
    sound = {"group": "example.com", "names": names, "scope": "Namespaced", "versions": [*versions] or [version()]}
    metadata = spec.pop("metadata", {"name": "widgets.example.com"})
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": metadata,
        "spec": sound | spec,
    }


def version(schema: Document | None = None, **fields: Any) -> Document:
    """A sound version, with another schema or other fields."""
    sound = {"name": "v1", "served": True, "storage": True}
    return sound | {"schema": {"openAPIV3Schema": schema or {"type": "object"}}} | fields


def rooted(spec: Document, **fields: Any) -> Document:
    """A schema whose resource has a spec."""
    return {"type": "object", "properties": {"spec": spec}, **fields}


def told(document: Document, kubernetes_version: str = "1.35") -> list[tuple[str, str]]:
    """Field and message of each problem of a definition."""
    return [(each.field, each.message) for each in SCHEMAS.problems(document, kubernetes_version)]


def told_of_schema(schema: Document, kubernetes_version: str = "1.35", **fields: Any) -> list[tuple[str, str]]:
    """Field within the schema and message of each problem of a version."""
    start = "spec.versions[v1].schema.openAPIV3Schema"
    problems = told(definition(version(schema, **fields)), kubernetes_version)
    return [(field.removeprefix(start).removeprefix("."), message) for field, message in problems]


def told_of_field(field: Document, kubernetes_version: str = "1.35") -> list[tuple[str, str]]:
    """Field within the schema of `spec` and message of each problem."""
    problems = told_of_schema(rooted(field), kubernetes_version)
    return [(where.removeprefix("properties.spec").removeprefix("."), message) for where, message in problems]
