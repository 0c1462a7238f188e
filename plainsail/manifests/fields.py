"""Fields of objects that nobody has judged: whatever stands where something else is expected counts as nothing."""

from collections.abc import Mapping
from typing import Any


def at(value: Any, *keys: str) -> Any:
    """What stands at a path; None where nothing does."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def mapping(value: Any, *keys: str) -> dict[str, Any]:
    """The mapping at a path; empty where there is none."""
    result = at(value, *keys)
    return result if isinstance(result, dict) else {}


def listed(value: Any, *keys: str) -> list[Any]:
    """The list at a path; empty where there is none."""
    result = at(value, *keys)
    return result if isinstance(result, list) else []


def mappings(value: Any, *keys: str) -> list[dict[str, Any]]:
    """The mappings in the list at a path."""
    return [item for item in listed(value, *keys) if isinstance(item, dict)]


def text(value: Any, *keys: str) -> str:
    """The text at a path; empty where there is none."""
    result = at(value, *keys)
    return result if isinstance(result, str) else ""


def number(value: Any, *keys: str, default: int) -> int:
    """The whole number at a path; the default where there is none."""
    result = at(value, *keys)
    return result if isinstance(result, int) and not isinstance(result, bool) else default
