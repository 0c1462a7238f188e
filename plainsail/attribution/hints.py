"""What a declared type may be: its members, words, classes and elements, and a legal value of it."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from itertools import chain, combinations
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from constructs_lib.settings import SettingsError
from constructs_lib.settings.containers import Command
from constructs_lib.settings.plainly import ASK, Refusal, acceptor, never, taken

TEXTS = (
    *("x", "1.34", "Europe/Berlin", "0 5 * * *", "status.hostIP", "requests.memory", "1Ki", "10.0.2.0/24"),
    *("10.0.0.0/8", "30%", "https://other.example.com", "arn:aws:acm:eu-west-3:1:certificate/b"),
    *("sha256:" + "d" * 64, "45s", "4", "50m", "/tmp", "/data"),
    *("Deployment/backend-consume", "CronJob/backend-clean"),
    *("metadata.labels[app.kubernetes.io/managed-by]", "spec.template.spec.serviceAccountName"),
)
"""Texts of every kind that Kubernetes knows; of a checked type, the first that is legal is taken."""
_NUMBERS = (2, 1, 8081, 300)


@cache
def hints_of(kind: Any) -> Mapping[str, Any]:
    """The fields of a value class, with their types."""
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


@cache
def members(hint: Any) -> tuple[Any, ...]:
    """What a type may be, None left out: the parts of a union, or the one thing that it is."""
    hint = stripped(hint)
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    inside = (members(part) if part != hint else (part,) for part in parts if part is not NoneType)
    return tuple(chain.from_iterable(inside))


@cache
def optional(hint: Any) -> bool:
    """Whether None is one of the values."""
    return NoneType in get_args(stripped(hint))


def stripped(hint: Any) -> Any:
    """The type without its checks."""
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    return hint


@cache
def words(hint: Any) -> tuple[Any, ...]:
    """The values of a `Literal`, if it is one."""
    return tuple(word for member in members(hint) if get_origin(member) is Literal for word in get_args(member))


@cache
def classes_of(hint: Any) -> Sequence[Any]:
    """The value classes that a type may be."""
    return tuple(member for member in members(hint) if dataclasses.is_dataclass(member))


def path_inside(path: str, member: type, classes: Sequence[Any]) -> str:
    """The path in the vocabulary of the fields of one of several classes."""
    return f"{path}<{member.__name__}>" if len(classes) > 1 else path


@cache
def elements_of(hint: Any) -> Sequence[tuple[str, Any]]:
    """What a mapping or a list holds, with its mark in the path; a command is one thing, however it is written."""
    return tuple(_elements(hint))


def _elements(hint: Any) -> Iterator[tuple[str, Any]]:
    if hint in (Command, Command | None):
        return
    for member in members(hint):
        if get_origin(member) is Mapping:
            yield ".*", get_args(member)[1]
        elif get_origin(member) is Sequence:
            yield "[]", get_args(member)[0]


class NoExample(Exception):
    """No legal value of a type was found."""


def example(hint: Any) -> Any:
    """A legal value of a type, other than None. Raises `NoExample`."""
    for found in _examples(hint):
        return found
    raise NoExample(str(hint))


@cache  # that there is none, too: for that, every candidate was tried
def _examples(hint: Any) -> Sequence[Any]:
    accept = acceptor(hint)
    judge = partial(taken, hint) if accept is never else accept  # to refuse what is not plainly right takes pydantic
    for candidate in _candidates(hint):
        with suppress(Refusal, SettingsError):
            if (value := judge(candidate)) is not ASK:
                return (value,)
    return ()


def _candidates(hint: Any) -> Iterator[Any]:
    for member in members(hint):
        origin, arguments = get_origin(member), get_args(member)
        if origin is Literal:
            yield from arguments
        elif dataclasses.is_dataclass(member):
            yield from _instances(member)
        elif origin is Mapping:
            yield {example(arguments[0]): example(arguments[1])}
        elif origin is Sequence:
            yield [example(arguments[0])]
        elif member is bool:
            yield True
        elif member is int:
            yield from _NUMBERS
        else:
            yield from TEXTS


def _instances(kind: Any) -> Iterator[Any]:
    """The class with what it needs; where that is not enough, with one or two of its other fields."""
    hints = hints_of(kind)
    fields = dataclasses.fields(kind)
    needed = {f.name for f in fields if f.default is f.default_factory is dataclasses.MISSING}
    least = {name: example(hints[name]) for name in needed}
    others = [name for name in hints if name not in needed]
    for extra in ((), *((name,) for name in others), *combinations(others, 2)):
        try:
            yield kind(**least, **{name: example(hints[name]) for name in extra})
        except (SettingsError, NoExample):
            continue
