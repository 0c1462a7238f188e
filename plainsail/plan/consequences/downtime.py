"""Nobody answers for a while: all pods stop before new ones start, or there are none.

Why: a rollout of one strategy goes unnoticed, and of another takes the app away.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import text
from plainsail.manifests.kinds import SCALED
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.consequences.pods_restart import restarting

SEVERITY: Severity = "warning"


def find(comparison: Comparison) -> Iterator[Finding]:
    """Deployments that are recreated, and workloads that are left without pods."""
    for change in comparison.changed(*SCALED):
        yield from _recreated(change)
        for field in change.leaves:
            if field.path == ("spec", "replicas") and field.new == 0:
                before = field.old if isinstance(field.old, int) else 1
                yield change.finding(f"no pods are left: replicas {before} → 0", [field])
    for change in comparison.changed("HorizontalPodAutoscaler"):
        for field in change.leaves:
            if field.path == ("spec", "minReplicas") and field.new == 0:
                yield change.finding("the autoscaler may leave no pods (minReplicas: 0)", [field])


def _recreated(change: ObjectChange) -> Iterator[Finding]:
    document = change.resource.document
    if change.resource.kind != "Deployment" or text(document, "spec", "strategy", "type") != "Recreate":
        return
    causes = restarting(change)
    if causes:
        message = "all pods stop before the first new one starts (Recreate)"
        yield change.finding(message, causes, at="spec.strategy.type")
    else:
        for field in change.leaves:
            if field.path == ("spec", "strategy", "type"):
                message = "from now on, each rollout stops all pods before the first new one starts (Recreate)"
                yield change.finding(message, [field])
