"""The changes that a consequence follows from, as places whose settings are asked for."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_lib.kubernetes.diff import FieldChange
from plainsail.findings.finding import Cause
from plainsail.plan.changes import ObjectChange


def causes_of(change: ObjectChange, fields: Iterable[FieldChange] | None = None) -> tuple[Cause, ...]:
    """The places of these fields, or of all that differ; of the object, where it comes or goes as a whole."""
    if fields is None and change.action != "changed":
        return (Cause(change.resource.where()),)
    return tuple(cause_of(change, field) for field in (change.fields if fields is None else fields))


def cause_of(change: ObjectChange, field: FieldChange) -> Cause:
    """The place of one field."""
    before = field.old if isinstance(field.old, str) else None
    return Cause(change.resource.where(field.field), before)
