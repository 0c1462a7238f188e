"""Rules for several fields of one type, as functions: what the API server's validation says in code."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

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


class Place(NamedTuple):
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

    @property
    def name(self) -> str:
        """The name of the whole object; empty where it has none."""
        return str(self.document.get("metadata", {}).get("name", ""))

    @property
    def annotations(self) -> Mapping[str, str]:
        """The annotations of the whole object."""
        annotations: Mapping[str, str] = self.document.get("metadata", {}).get("annotations", {})
        return annotations


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
_Own = TypeVar("_Own")

Readings = Mapping[str, Mapping[str, str]]
"""Names of readings, by definition and field."""
UNREAD = "unread"
"""The reading of what the API server decodes, and never looks at: fields must exist, and have their type."""
STATUS: Mapping[str, str] = {"status": UNREAD}
"""What a controller writes: the API server empties it in an object that is new."""


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


def at_least_one_item(*lists: str, concern: Concern = "object") -> Rule:
    """One of several lists holds something."""

    def rule(value: Document, _: Place) -> Iterator[Refusal]:
        if not any(value.get(field) for field in lists):
            yield Refusal((), f"needs something in {' or '.join(lists)}", concern)

    return rule


def wildcard_alone(*lists: str, concern: Concern = "object") -> Rule:
    """Where '*' is an item of a list, it is the only one."""

    def rule(value: Document, _: Place) -> Iterator[Refusal]:
        for field in lists:
            items = value.get(field, ())
            if "*" in items and len(items) > 1:
                yield Refusal((field,), "holds '*', which stands for all, and more beside it", concern)

    return rule


def of_versions(group: str, versions: Sequence[str], types: Mapping[str, _Own]) -> dict[str, _Own]:
    """The same for the types of several versions of a group.

    >>> of_versions("storage", ["v1", "v1beta1"], {"CSIStorageCapacity": ("spec",)})
    {'storage.v1.CSIStorageCapacity': ('spec',), 'storage.v1beta1.CSIStorageCapacity': ('spec',)}
    """
    return {f"{group}.{version}.{name}": own for version in versions for name, own in types.items()}


def since(minor: int, rule: Schema) -> FieldRule:
    """A rule for a field that holds from a version on; older ones take anything, or drop the field unread."""
    return lambda version: rule if version >= minor else {}
