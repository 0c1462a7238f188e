"""A legal value of any declared type: what a setting that says nothing could say."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any, Literal, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from constructs_lib.settings import SettingsError
from plainsail.attribution.hints import hints_of, members

TEXTS = (
    *(
        "x",
        "1.34",
        "Europe/Berlin",
        "0 5 * * *",
        "status.hostIP",
        "requests.memory",
        "1Ki",
        "10.0.2.0/24",
        "10.0.0.0/8",
    ),
    *("30%", "https://other.example.com", "arn:aws:acm:eu-west-3:1:certificate/b", "sha256:" + "d" * 64, "45s", "4"),
    *("50m", "/tmp", "/data", "Deployment/backend-consume", "spec.template.spec.serviceAccountName"),
)
"""Texts of every kind that Kubernetes knows; of a checked type, the first that is legal is taken."""
_NUMBERS = (2, 1, 8081, 300)


class NoExample(Exception):
    """No legal value of a type was found."""


@cache
def example(hint: Any) -> Any:
    """A legal value of a type, other than None. Raises `NoExample`."""
    adapter = TypeAdapter(hint)
    for candidate in _candidates(hint):
        try:
            return adapter.validate_python(candidate, strict=True)
        except (ValidationError, SettingsError):
            continue
    raise NoExample(str(hint))


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
