"""Rules for several fields of one type, as functions: what the API server's validation says in code."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import Part
from plainsail.schemas.problems import Concern, Schema


class Refusal(NamedTuple):
    """One thing that the API server refuses in a value."""

    field: Sequence[Part | int]
    """The path to it, from the value that the rule looks at; empty for the value itself."""
    message: str
    """What is so, in lower case, without the field."""
    concern: Concern = "object"


@dataclass(frozen=True)
class Place:
    """Where a value stands that a rule looks at."""

    minor: int
    """The version of Kubernetes: 35 stands for 1.35."""
    document: Document
    """The whole object."""
    path: tuple[Part | int, ...]
    """The path to the value within it: `("spec", "template", "spec")`."""

    @property
    def kind(self) -> str:
        """The kind of the whole object: `Deployment`."""
        return str(self.document["kind"])


Rule = Callable[[Any, Place], Iterator[Refusal]]
"""Yields what is refused in a value of a type whose own shape holds: types and required fields are as the schema says.

Fields that are null are absent; lists hold no null.
"""
FieldRule = Schema | Callable[[int], Schema]
"""A rule for one field in JSON schema, or for each minor version."""

Fields = Mapping[str, Mapping[str, FieldRule]]
"""Rules by definition (`core.v1.PodSpec`) and field."""
Together = Mapping[str, Sequence[Rule]]
"""Rules for several fields, by definition."""
Names = Mapping[str, Sequence[str]]
"""Names of fields, by definition."""


def exactly_one(*fields: str, concern: Concern = "object") -> Rule:
    """One of several fields is there, and no other of them."""

    def rule(value: Document, _: Place) -> Iterator[Refusal]:
        given = [field for field in fields if field in value]
        if not given:
            yield Refusal((), f"needs one of {', '.join(fields)}", concern)
        elif len(given) > 1:
            yield Refusal((given[1],), f"stands beside {given[0]}; only one of them may be there", concern)

    return rule


def at_most_one(*fields: str, concern: Concern = "object") -> Rule:
    """No two of several fields are there."""

    def rule(value: Document, _: Place) -> Iterator[Refusal]:
        given = [field for field in fields if field in value]
        if len(given) > 1:
            yield Refusal((given[1],), f"stands beside {given[0]}; only one of them may be there", concern)

    return rule


def unique(list_of: str, *keys: str, concern: Concern = "object") -> Rule:
    """No two items of a list have the same values under the keys, or are the same where there is no key."""

    def rule(value: Document, _: Place) -> Iterator[Refusal]:
        seen = set()
        for index, item in enumerate(value.get(list_of, ())):
            identity = tuple(repr(item.get(key)) for key in keys) if keys else (repr(item),)
            if identity in seen:
                what = " and ".join(f"{key} {item[key]!r}" for key in keys if key in item) if keys else f"{item!r}"
                yield Refusal((list_of, index), f"{what or 'the same'} is there twice", concern)
            seen.add(identity)

    return rule
