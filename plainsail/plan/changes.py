"""The objects of two trees side by side: which were added, removed, changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

from constructs_lib.kubernetes.diff import ABSENT, FieldChange, compare, leaves
from constructs_lib.kubernetes.objects import Key
from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.plan.felt import Felt
from plainsail.schemas.defaulting import Defaulting

Action = Literal["added", "removed", "changed"]


@dataclass(frozen=True, eq=False)
class ObjectChange:
    """One object that differs."""

    old: Resource | None
    new: Resource | None
    written: tuple[FieldChange, ...] = ()
    """What differs in the YAML, of an object that is in both trees."""
    felt: Felt | None = None
    """Tells what of it the cluster notices."""

    @property
    def action(self) -> Action:
        """What happens to it."""
        if self.old is None:
            return "added"
        return "removed" if self.new is None else "changed"

    @cached_property
    def fields(self) -> tuple[FieldChange, ...]:
        """What differs in the cluster: without defaults that are written out, and the like."""
        return tuple(field for field in self.written if self.is_felt(field))

    def is_felt(self, field: FieldChange) -> bool:
        """Whether the API server keeps something else because of this field."""
        return self.felt is None or self.felt.holds(field)

    @property
    def resource(self) -> Resource:
        """The object as it will be; as it was, where it goes."""
        if resource := self.new or self.old:
            return resource
        raise ValueError("a change of no object")

    def causes(self, fields: Iterable[FieldChange] | None = None) -> tuple[Cause, ...]:
        """The places of these fields, or of all that differ; of the object, where it comes or goes as a whole."""
        if fields is None and self.action != "changed":
            return (Cause(self.resource.where(), gone=self.action == "removed"),)
        return tuple(self.cause(field) for field in (self.fields if fields is None else fields))

    def cause(self, field: FieldChange) -> Cause:
        """The place of one field."""
        where, old = self.resource.where(field.field), field.old
        if field.new is ABSENT:
            return Cause(where, old if isinstance(old, str) else json.dumps(old, sort_keys=True), gone=True)
        return Cause(where, old if isinstance(old, str) else None)

    def finding(
        self,
        message: str,
        fields: Sequence[FieldChange] | None = None,
        *,
        at: str | None = None,
        fix: str | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding that follows from these fields, or from all that differ; at the first of them, or at `at`."""
        where = self.resource.where((fields[0].field if fields else "") if at is None else at)
        if self.action != "changed":
            # Of two that follow their content, what comes and what goes have a name of their own.
            where = replace(where, object=str(self.resource.key))
        return Finding(where, message, causes=self.causes(fields), fix=fix, severity=severity)

    @cached_property
    def leaves(self) -> tuple[FieldChange, ...]:
        """What differs, down to the last fields."""
        return tuple(leaf for field in self.fields for leaf in leaves(field) if self.is_felt(leaf))


@dataclass(frozen=True, eq=False)
class Comparison:
    """What consequences are drawn from."""

    before: Manifests
    after: Manifests
    changes: tuple[ObjectChange, ...]
    now: datetime
    """The instant to count the next runs from."""
    by_hand: frozenset[str] = frozenset()
    """Environments that a person applies with `kubectl`."""
    whole: Comparison | None = None
    """All of the change, where this is the part of it that gets into the cluster."""

    def of(self, *kinds: str) -> Iterator[ObjectChange]:
        """The changes of objects of these kinds."""
        return (change for change in self.changes if change.resource.kind in kinds and change.resource.is_a(*kinds))

    def scalers(self) -> Iterator[ObjectChange]:
        """The changes of what scales workloads by their load."""
        yield from self.of("HorizontalPodAutoscaler")
        yield from (change for change in self.changes if change.resource.key[:2] == ("keda.sh", "ScaledObject"))

    def changed(self, *kinds: str) -> Iterator[ObjectChange]:
        """Those of objects that are in both trees; without kinds, of all."""
        return (change for change in (self.of(*kinds) if kinds else self.changes) if change.action == "changed")

    def removed(self) -> Iterator[ObjectChange]:
        """Objects that go."""
        return (change for change in self.changes if change.action == "removed")

    @cached_property
    def environments(self) -> tuple[str, ...]:
        """The environments in which something changes."""
        return tuple(sorted({change.resource.environment for change in self.changes if change.resource.environment}))


def compared(
    before: Manifests,
    after: Manifests,
    now: datetime,
    *,
    crds: Sequence[Path] = (),
    within: Sequence[str] | None = None,
    by_hand: Collection[str] = (),
) -> Comparison:
    """The objects of two trees, matched by environment, group, kind, namespace and name.

    `crds` are folders of CustomResourceDefinitions, whose defaults are known then. Of folders `within`, only their
    objects are compared; what else is in the trees tells what becomes of them. Environments `by_hand` are what a
    person applies.
    """
    definitions = (crd.document for side in (after, before) for crd in side.of("CustomResourceDefinition"))
    defaulting = Defaulting(crds, definitions)
    places = sorted({*before.by_key, *after.by_key}, key=_order)
    changes = (_change(before.by_key.get(place), after.by_key.get(place), defaulting) for place in places)
    wanted = None if within is None else tuple(f"dist/{folder}/" for folder in within)
    return Comparison(
        before,
        after,
        tuple(each for each in changes if each and (wanted is None or each.resource.path.startswith(wanted))),
        now,
        frozenset(by_hand),
    )


def _change(old: Resource | None, new: Resource | None, defaulting: Defaulting) -> ObjectChange | None:
    if old is new:
        return None
    if old is None or new is None:
        return ObjectChange(old, new)
    fields = tuple(compare(old.document, new.document))
    if not fields:
        return None
    return ObjectChange(old, new, fields, Felt(defaulting.kept(old.document), defaulting.kept(new.document)))


def _order(place: tuple[str | None, Key]) -> tuple[str, ...]:
    environment, key = place
    return key.kind, key.name, key.group, key.namespace or "", environment or ""
