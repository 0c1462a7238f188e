"""What in the settings is behind a change."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_lib.kubernetes.diff import FieldChange, deepest
from plainsail.findings.finding import Cause
from plainsail.plan.changes import ObjectChange
from plainsail.plan.deciding import settings_behind, settings_of


def causes_of(change: ObjectChange, fields: Iterable[FieldChange] | None = None) -> tuple[Cause, ...]:
    """What may have changed these fields, or brought or taken the whole object."""
    resource = change.resource
    if fields is None and change.action != "changed":
        return (Cause(resource, settings_behind(resource)),)
    found = (settings_of(resource, deepest(each)) for each in (change.fields if fields is None else fields))
    return tuple(Cause(resource, settings) for settings in dict.fromkeys(found) if settings)
