"""What a consequence says: where, what will happen, what to do, and what in the settings is behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from constructs_lib.kubernetes.diff import FieldChange, deepest
from plainsail.findings.finding import Severity
from plainsail.location import Location
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import ObjectChange
from plainsail.plan.deciding import settings_behind, settings_of


@dataclass(frozen=True)
class Cause:
    """A change, and the settings that may have made it."""

    resource: Resource
    settings: tuple[str, ...]
    """Of several, the first that someone says."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One thing that will happen."""

    where: Location
    message: str
    """In lower case, without what `where` says already."""
    causes: tuple[Cause, ...] = ()
    fix: str = ""
    severity: Severity | None = None
    """Where it is not that of the consequence."""


def causes_of(change: ObjectChange, fields: Iterable[FieldChange] | None = None) -> tuple[Cause, ...]:
    """What may have changed these fields, or brought or taken the whole object."""
    resource = change.resource
    if fields is None and change.action != "changed":
        return (Cause(resource, settings_behind(resource)),)
    found = (settings_of(resource, deepest(each)) for each in (change.fields if fields is None else fields))
    return tuple(Cause(resource, settings) for settings in dict.fromkeys(found) if settings)
