"""One field of an object, in each environment that has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from constructs_lib.kubernetes.diff import is_same
from constructs_lib.kubernetes.lists import labels
from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Item, Path, list_name


@dataclass(frozen=True)
class Field:
    """A field in one environment."""

    file: str
    """Where the object lies below `dist/`."""
    document: Document
    path: Path
    value: Any


Sides: TypeAlias = Mapping[str, Field]
"""Environment to the field."""


def values_of(sides: Sides) -> dict[str, Any]:
    """What each environment has there."""
    return {environment: field.value for environment, field in sides.items()}


def all_same(values: Iterable[Any]) -> bool:
    """Whether they are all the same; also of none."""
    first, *others = [*values] or [None]
    return all(is_same(first, other) for other in others)


def at_key(sides: Sides, key: str) -> Sides:
    """The field of that name, where it is there."""
    return {
        environment: Field(field.file, field.document, (*field.path, key), field.value[key])
        for environment, field in sides.items()
        if key in field.value
    }


_RENAMED = ("envFrom", "rules", "subjects", "tls")
"""Lists whose items are labelled by what environments differ in: hosts, namespaces, names that follow content."""


def items_of(sides: Sides) -> list[Sides] | None:
    """The items of a list that belong together, in an order that is each environment's own; None where there is none.

    Items with the same label are one; where nothing labels them, those in the same place of lists of one length.
    """
    lists = [field.value for field in sides.values()]
    name = list_name(next(iter(sides.values())).path)
    called = labels(name, *lists)
    is_long = len({*map(len, lists)}) > 1
    if called is None or (name in _RENAMED and not is_long and _keep_their_places(called)):
        if is_long:
            return None
        called = called or tuple([str(index) for index in range(len(value))] for value in lists)
        return [_items(sides, called, [index] * len(lists)) for index in range(len(lists[0]))]
    order = _order(called)
    if order is None:
        return None
    return [_items(sides, called, [own.index(label) if label in own else None for own in called]) for label in order]


def _items(sides: Sides, called: Sequence[Sequence[str]], places: Sequence[int | None]) -> Sides:
    return {
        environment: Field(field.file, field.document, (*field.path, Item(own[index])), field.value[index])
        for (environment, field), own, index in zip(sides.items(), called, places, strict=True)
        if index is not None
    }


def _keep_their_places(called: Sequence[Sequence[str]]) -> bool:
    """Whether no label stands in two places."""
    places: dict[str, int] = {}
    return all(places.setdefault(label, index) == index for own in called for index, label in enumerate(own))


def _order(called: Sequence[Sequence[str]]) -> list[str] | None:
    """All labels in an order that keeps that of each list; None where they contradict each other."""
    order: list[str] = []
    for own in called:
        at = 0
        for label in own:
            if label in order:
                at = order.index(label) + 1
            else:
                order.insert(at, label)
                at += 1
    return order if all(own == [label for label in order if label in own] for own in map(list, called)) else None
