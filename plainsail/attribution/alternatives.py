"""The values of an environment as a tree, and what else each could be.

A path of the vocabulary names fields, `.*` for the values of a mapping, `[]` for those of a list, and `<Class>` where
several classes are possible: `env.*<FieldRef>.field_path`.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

from plainsail.attribution.hints import (
    TEXTS,
    NoExample,
    classes_of,
    elements_of,
    example,
    hints_of,
    optional,
    path_inside,
    words,
)

Step = str | int

NAMES_THAT_ONLY_TELL_APART = ("patches", "objects")
"""Mappings whose keys mean nothing but the difference."""


@dataclasses.dataclass(frozen=True)
class Node:
    """A value somewhere in the settings: the steps that lead to it, its path in the vocabulary, its declared type."""

    steps: tuple[Step, ...]
    path: str
    hint: Any
    value: Any


def nodes(hint: Any, value: Any, path: str, steps: tuple[Step, ...] = ()) -> Iterator[Node]:
    """The value, and every value within it."""
    yield Node(steps, path, hint, value)
    classes, kind = classes_of(hint), cast("Any", type(value))
    if kind in classes:
        inside = path_inside(path, kind, classes)
        if inside != path:
            yield Node(steps, inside, kind, value)
        for name, declared in hints_of(kind).items():
            yield from nodes(declared, getattr(value, name), f"{inside}.{name}", (*steps, name))
    for mark, element in elements_of(hint):
        for key, item in _items(value, mark):
            yield from nodes(element, item, path + mark, (*steps, key))


def alternatives(node: Node) -> Iterator[Sequence[Any]]:
    """Other values in groups: of each group, the first that is legal says whether the value is heard."""
    value = node.value
    if value in (None, {}, ()) and node.path not in NAMES_THAT_ONLY_TELL_APART:
        with suppress(NoExample):
            yield [example(node.hint)]
        return
    if optional(node.hint):
        yield [None]
    yield from ([word] for word in words(node.hint) if word != value)
    match value:
        case bool():
            yield [not value]
        case int():
            yield [value + 1, value - 1]
        case str() if not words(node.hint):
            yield [f"{value}x", f"9{value}", f"{value} x", *(text for text in TEXTS if text != value)]
        case Mapping():
            yield from _other_mappings(node, value)
        case Sequence() if not isinstance(value, str):
            yield from ([[*value[:index], *value[index + 1 :]]] for index in range(len(value)))
            yield from [[[*value, "x"]]] if value and isinstance(value[-1], str) else []


def _other_mappings(node: Node, value: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    for key in value:
        yield [{name: item for name, item in value.items() if name != key}]
        if node.path not in NAMES_THAT_ONLY_TELL_APART:
            yield [
                {new if name == key else name: item for name, item in value.items()} for new in (f"{key}x", f"x{key}")
            ]


def _items(value: Any, mark: str) -> Iterator[tuple[Step, Any]]:
    if mark == ".*" and isinstance(value, Mapping):
        yield from value.items()
    elif mark == "[]" and isinstance(value, Sequence) and not isinstance(value, str):
        yield from enumerate(value)
