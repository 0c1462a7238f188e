"""The API server refuses the change: the field is fixed once the object exists.

Why: the sync stops there, and keeps failing until somebody acts by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.kubernetes.diff import FieldChange
from constructs_lib.kubernetes.paths import format_path
from plainsail.findings.finding import Finding, Severity
from plainsail.plan.causes import causes_of
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.fixed import refused
from plainsail.plan.fixed_remedies import remedy
from plainsail.plan.syncing import is_remade

SEVERITY: Severity = "error"


def find(comparison: Comparison) -> Iterator[Finding]:
    """Objects with a change of what cannot change, unless Argo CD makes them anew anyway."""
    for change in comparison.changes:
        if change.action != "changed" or is_remade(change.resource):
            continue
        found = refused(change)
        if found:
            yield Finding(
                where=change.resource.where(_places(change, found)[0]),
                message=_message(change, found),
                causes=causes_of(change, found),
                fix=remedy(change, found),
            )


def _message(change: ObjectChange, fields: tuple[FieldChange, ...]) -> str:
    places = _places(change, fields)
    what = f"{places[0]} is" if len(places) == 1 else f"{', '.join(places[:-1])} and {places[-1]} are"
    return f"the API server refuses this: {what} fixed once the {change.resource.kind} exists"


def _places(change: ObjectChange, fields: tuple[FieldChange, ...]) -> list[str]:
    """The fields in which the change is refused, without what stands below them."""
    found = []
    for field in fields:
        if change.resource.kind == "Job" and field.within("spec", "template"):
            found.append("spec.template")
        else:
            found.append(format_path(field.path[:2]) if change.resource.kind != "Pod" else field.field)
    return list(dict.fromkeys(found))
