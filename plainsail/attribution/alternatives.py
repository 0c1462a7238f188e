"""The values of an environment as a tree, and what else each could be.

A path of the vocabulary names fields, `.*` for the values of a mapping, `[]` for those of a list, and `<Class>` where
several classes are possible: `env.*<FieldRef>.field_path`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from constructs_lib.settings.containers import Command
from plainsail.attribution.examples import TEXTS, NoExample, example

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
    classes = classes_of(hint)
    if type(value) in classes:
        inside = path_inside(path, type(value), classes)
        if inside != path:
            yield Node(steps, inside, type(value), value)
        for name, declared in hints_of(type(value)).items():
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


def hints_of(kind: Any) -> dict[str, Any]:
    """The fields of a value class, with their types."""
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


def members(hint: Any) -> list[Any]:
    """What a type may be, None left out: the parts of a union, or the one thing that it is."""
    hint = stripped(hint)
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return [member for part in parts if part is not NoneType for member in (members(part) if part != hint else [part])]


def optional(hint: Any) -> bool:
    """Whether None is one of the values."""
    return NoneType in get_args(stripped(hint))


def stripped(hint: Any) -> Any:
    """The type without its checks."""
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    return hint


def words(hint: Any) -> tuple[Any, ...]:
    """The values of a `Literal`, if it is one."""
    return tuple(word for member in members(hint) if get_origin(member) is Literal for word in get_args(member))


def classes_of(hint: Any) -> list[Any]:
    """The value classes that a type may be."""
    return [member for member in members(hint) if dataclasses.is_dataclass(member)]


def path_inside(path: str, member: type, classes: Sequence[Any]) -> str:
    """The path in the vocabulary of the fields of one of several classes."""
    return f"{path}<{member.__name__}>" if len(classes) > 1 else path


def elements_of(hint: Any) -> Iterator[tuple[str, Any]]:
    """What a mapping or a list holds, with its mark in the path; a command is one thing, however it is written."""
    if hint in (Command, Command | None):
        return
    for member in members(hint):
        if get_origin(member) is Mapping:
            yield ".*", get_args(member)[1]
        elif get_origin(member) is Sequence:
            yield "[]", get_args(member)[0]


def _items(value: Any, mark: str) -> Iterator[tuple[Step, Any]]:
    if mark == ".*" and isinstance(value, Mapping):
        yield from value.items()
    elif mark == "[]" and isinstance(value, Sequence) and not isinstance(value, str):
        yield from enumerate(value)
