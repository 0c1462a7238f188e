"""An environment asks for more, or less, of its cluster.

Why: nodes must be there for the most, and are paid for at the least.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.kubernetes.diff import FieldChange
from constructs_lib.kubernetes.paths import begins
from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.location import Location
from plainsail.plan.amounts import amounts_of
from plainsail.plan.causes import causes_of
from plainsail.plan.changes import Comparison, ObjectChange

SEVERITY: Severity = "info"

_FIELDS = (
    "spec.replicas",
    "spec.minReplicas",
    "spec.maxReplicas",
    "spec.template.spec.containers[*].resources",
    "spec.template.spec.initContainers[*].resources",
)
_KINDS = ("Deployment", "StatefulSet", "HorizontalPodAutoscaler")


def find(comparison: Comparison) -> Iterator[Finding]:
    """Totals before and after, for each environment in which one of them differs."""
    for environment in comparison.environments:
        before = amounts_of(comparison.before, environment).lines()
        after = amounts_of(comparison.after, environment).lines()
        changed = [
            f"{name} {before.get(name, 'none')} → {after.get(name, 'none')}"
            for name in dict.fromkeys((*before, *after))
            if before.get(name) != after.get(name)
        ]
        if changed:
            yield Finding(
                where=Location(path="", line=1, environment=environment),
                message=", ".join(changed),
                causes=tuple(dict.fromkeys(_causes(comparison, environment))),
            )


def _causes(comparison: Comparison, environment: str) -> Iterator[Cause]:
    for change in comparison.of(*_KINDS):
        if change.resource.environment == environment:
            fields = None if change.action != "changed" else _fields(change)
            yield from causes_of(change, fields)


def _fields(change: ObjectChange) -> list[FieldChange]:
    return [each for each in change.leaves if any(begins(one, each.path) is not None for one in _FIELDS)]
