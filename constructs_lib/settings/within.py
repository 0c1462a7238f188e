"""A value of a setting, and every value within it."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from constructs_lib.settings.errors import Path

LEAVES = frozenset({str, int, float, bool, type(None)})
"""The types of most values, in which there is nothing further."""


def walk(value: Any, path: Path = ()) -> Sequence[tuple[Path, Any]]:
    """The value of a setting, and every value within it, each with the path to it."""
    found: list[tuple[Path, Any]] = []
    gather(value, path, found)
    return found


def gather(value: Any, path: Path, found: list[tuple[Path, Any]]) -> None:
    """Adds to `found` what `walk` hands back."""
    found.append((path, value))
    if type(value) in LEAVES:
        return
    if isinstance(value, (dict, Mapping)):
        for key, item in value.items():
            gather(item, (*path, key), found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            gather(item, (*path, index), found)
    else:
        for name in fields_of(type(value)):
            gather(getattr(value, name), (*path, name), found)


def gather_parts(value: Any, path: Path, found: list[tuple[Path, Any]]) -> None:
    """What `gather` finds, of classes alone; a path is made only of what may hold some."""
    items: Iterable[tuple[Any, Any]]
    if isinstance(value, (dict, Mapping)):
        items = value.items()
    elif isinstance(value, tuple):
        items = enumerate(value)
    else:
        if fields := fields_of(type(value)):
            found.append((path, value))
        items = [(name, getattr(value, name)) for name in fields]
    for key, item in items:
        if type(item) not in LEAVES:
            gather_parts(item, (*path, key), found)


_known_fields: dict[type, Sequence[str]] = {}


def fields_of(kind: type) -> Sequence[str]:
    """The names of a class's fields; none where it has no such."""
    if kind not in _known_fields:
        _known_fields[kind] = _read(kind)
    return _known_fields[kind]


def _read(kind: type) -> Sequence[str]:
    return [field.name for field in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else ()
