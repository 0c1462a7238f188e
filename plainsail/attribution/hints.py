"""What a declared type may be: its members, its words, the classes and elements within."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from constructs_lib.settings.containers import Command


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
