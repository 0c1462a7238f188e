"""What the schemas say of an object of Kubernetes' own kinds."""

from __future__ import annotations

from typing import Any

from plainsail.schemas import Schemas

SCHEMAS = Schemas()


def told(document: dict[str, Any], version: str = "1.35") -> list[tuple[str, str]]:
    """Field and message of each problem."""
    return [(each.field, each.message) for each in SCHEMAS.problems(document, version)]
