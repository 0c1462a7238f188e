"""The objects of two trees side by side: which were added, removed, changed, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from constructs_lib.kubernetes.diff import FieldChange, compare, leaves
from constructs_lib.kubernetes.objects import Key
from plainsail.manifests.resource import Resource

Action = Literal["added", "removed", "changed"]


@dataclass(frozen=True, eq=False)
class ObjectChange:
    """One object that differs."""

    old: Resource | None
    new: Resource | None
    fields: tuple[FieldChange, ...] = ()
    """What differs, of an object that is in both trees."""

    @property
    def action(self) -> Action:
        """What happens to it."""
        if self.old is None:
            return "added"
        return "removed" if self.new is None else "changed"

    @property
    def resource(self) -> Resource:
        """The object as it will be; as it was, where it goes."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change of no object")
        return found

    @cached_property
    def leaves(self) -> tuple[FieldChange, ...]:
        """What differs, down to the last fields."""
        return tuple(leaf for each in self.fields for leaf in leaves(each))


Place = tuple[str | None, Key]


@dataclass(frozen=True, eq=False)
class Side:
    """All objects of one tree."""

    resources: tuple[Resource, ...]

    @cached_property
    def by_key(self) -> Mapping[Place, Resource]:
        """By environment and key; of two in one place the first."""
        return {(each.environment, each.key): each for each in reversed(self.resources)}

    def of(self, *kinds: str) -> Iterator[Resource]:
        """The objects of these kinds, in the groups that they belong to."""
        return (each for kind in kinds for each in self._by_kind.get(kind, ()) if each.is_a(kind))

    def beside(self, of: Resource, *kinds: str) -> Iterator[Resource]:
        """The objects of these kinds in the same environment and namespace."""
        places = ((kind, of.environment, of.namespace) for kind in kinds)
        return (each for place in places for each in self._by_place.get(place, ()) if each.is_a(place[0]))

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for each in self.resources:
            found.setdefault(each.kind, []).append(each)
        return found

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str | None, str | None], list[Resource]]:
        found: dict[tuple[str, str | None, str | None], list[Resource]] = {}
        for each in self.resources:
            found.setdefault((each.kind, each.environment, each.namespace), []).append(each)
        return found


@dataclass(frozen=True, eq=False)
class Comparison:
    """What consequences are drawn from."""

    before: Side
    after: Side
    changes: tuple[ObjectChange, ...]
    now: datetime
    """The instant to count the next runs from."""

    def of(self, *kinds: str) -> Iterator[ObjectChange]:
        """The changes of objects of these kinds."""
        return (change for change in self.changes if change.resource.kind in kinds and change.resource.is_a(*kinds))

    def changed(self, *kinds: str) -> Iterator[ObjectChange]:
        """Those of objects that are in both trees."""
        return (change for change in self.of(*kinds) if change.action == "changed")

    def removed(self) -> Iterator[ObjectChange]:
        """Objects that go."""
        return (change for change in self.changes if change.action == "removed")

    @cached_property
    def environments(self) -> tuple[str, ...]:
        """The environments in which something changes."""
        return tuple(sorted({each.resource.environment for each in self.changes if each.resource.environment}))


def compared(before: Iterable[Resource], after: Iterable[Resource], now: datetime) -> Comparison:
    """The objects of two trees, matched by environment, group, kind, namespace and name."""
    old, new = Side(tuple(before)), Side(tuple(after))
    places = sorted({*old.by_key, *new.by_key}, key=_order)
    changes = (_change(old.by_key.get(place), new.by_key.get(place)) for place in places)
    return Comparison(old, new, tuple(change for change in changes if change), now)


def _change(old: Resource | None, new: Resource | None) -> ObjectChange | None:
    if old is new:
        return None
    if old is None or new is None:
        return ObjectChange(old, new)
    fields = tuple(compare(old.document, new.document))
    return ObjectChange(old, new, fields) if fields else None


def _order(place: Place) -> tuple[str, ...]:
    environment, key = place
    return key.kind, key.name, key.group, key.namespace or "", environment or ""
