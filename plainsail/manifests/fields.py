"""Fields of objects that nobody has judged: whatever stands where something else is expected counts as nothing."""

from collections.abc import Mapping
from typing import Any

_LONGEST = 20
"""An int64 has 19 digits."""


def at(value: Any, *keys: str) -> Any:
    """What stands at a path; None where nothing does."""
    for key in keys:
        # Nearly all are dicts; to ask the abstract class is slow.
        if type(value) is dict or isinstance(value, Mapping):
            value = value.get(key)
        else:
            return None
        if value is None:
            return None
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


def texts(value: Any, *keys: str) -> dict[str, str]:
    """The texts by key in the mapping at a path."""
    return {key: item for key, item in mapping(value, *keys).items() if isinstance(item, str)}


def number(value: Any, *keys: str, default: int) -> int:
    """The whole number at a path; the default where there is none."""
    result = at(value, *keys)
    return result if isinstance(result, int) and not isinstance(result, bool) else default


def digits(text: str) -> int | None:
    """The number that digits stand for; None for other text, and for more of them than any field of an object holds.

    >>> digits("8080"), digits("http"), digits("²"), digits("9" * 5000)
    (8080, None, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST else None
