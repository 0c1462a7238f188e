"""How Helm merges files of values."""

from collections.abc import Iterable, Mapping
from typing import Any


def merged(layers: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """One file of values that says the same as several, the farthest first: maps merge, all else replaces.

    A null stays: it is Helm that takes the chart's default away with it.

    >>> merged([{"a": {"b": 1, "c": [1]}}, {"a": {"b": None, "c": [2]}}])
    {'a': {'b': None, 'c': [2]}}
    """
    result: dict[str, Any] = {}
    for layer in layers:
        for key, value in layer.items():
            above = result.get(key)
            both = isinstance(value, Mapping) and isinstance(above, Mapping)
            result[key] = merged([above, value]) if both else value  # type: ignore[list-item]
    return result
