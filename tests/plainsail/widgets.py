"""Definitions of custom resources that nobody else has."""

from __future__ import annotations

from typing import Any

from tests.plainsail.checks.planted_objects import made

Json = dict[str, Any]


def definition(spec: Json, *, kind: str = "Widget", **version: Any) -> Json:
    """A CustomResourceDefinition whose objects have this schema for `spec`."""
    schema = {"type": "object", "properties": {"spec": spec}}
    served = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}, **version}
    names = {"kind": kind, "plural": f"{kind.lower()}s"}
    spec = {"group": "example.com", "names": names, "scope": "Namespaced", "versions": [served]}
    return made("CustomResourceDefinition", "apiextensions.k8s.io/v1", f"{names['plural']}.example.com", spec=spec)
