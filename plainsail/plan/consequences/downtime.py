"""Nobody answers for a while: all pods stop before new ones start, or there are none.

Why: a rollout of one strategy goes unnoticed, and of another takes the app away.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.kubernetes.diff import FieldChange
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import text
from plainsail.plan.causes import causes_of
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.consequences.pods_restart import restarting

SEVERITY: Severity = "warning"

_SCALED = ("Deployment", "StatefulSet")


def find(comparison: Comparison) -> Iterator[Finding]:
    """Deployments that are recreated, and workloads that are left without pods."""
    for change in comparison.changed(*_SCALED):
        yield from _recreated(change)
        for field in change.leaves:
            if field.path == ("spec", "replicas") and field.new == 0:
                yield _finding(change, field, f"no pods are left: replicas {_said(field.old)} → 0")
    for change in comparison.changed("HorizontalPodAutoscaler"):
        for field in change.leaves:
            if field.path == ("spec", "minReplicas") and field.new == 0:
                yield _finding(change, field, "the autoscaler may leave no pods (minReplicas: 0)")


def _recreated(change: ObjectChange) -> Iterator[Finding]:
    document = change.resource.document
    if change.resource.kind != "Deployment" or text(document, "spec", "strategy", "type") != "Recreate":
        return
    causes = restarting(change)
    if causes:
        yield Finding(
            where=change.resource.where("spec.strategy.type"),
            message="all pods stop before the first new one starts (Recreate)",
            causes=causes_of(change, causes),
        )
    else:
        for field in change.leaves:
            if field.path == ("spec", "strategy", "type"):
                message = "from now on, each rollout stops all pods before the first new one starts (Recreate)"
                yield _finding(change, field, message)


def _finding(change: ObjectChange, field: FieldChange, message: str) -> Finding:
    return Finding(where=change.resource.where(field.field), message=message, causes=causes_of(change, [field]))


def _said(value: object) -> str:
    return str(value) if isinstance(value, int) else "1"
