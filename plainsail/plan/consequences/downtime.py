"""Nobody answers for a while: all pods stop before new ones start, or there are none.

Why: a rollout of one strategy goes unnoticed, and of another takes the app away.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import number, text
from plainsail.manifests.kinds import SCALED
from plainsail.manifests.scaling import bounds_of, fewest_pods, scaled_by
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.consequences.pods_restart import restarting

SEVERITY: Severity = "warning"


def find(comparison: Comparison) -> Iterator[Finding]:
    """Deployments that are recreated, and workloads that are left without pods."""
    for change in comparison.changed(*SCALED):
        yield from _recreated(change)
        yield from _alone(comparison, change)
        for field in change.leaves:
            if field.path == ("spec", "replicas") and field.new == 0:
                before = field.old if isinstance(field.old, int) else 1
                yield change.finding(f"no pods are left: replicas {before} → 0", [field])
    for change in comparison.changed("HorizontalPodAutoscaler"):
        for field in change.leaves:
            if field.path == ("spec", "minReplicas") and field.new == 0:
                yield change.finding("the autoscaler may leave no pods (minReplicas: 0)", [field])
    yield from _asleep(comparison)


def _asleep(comparison: Comparison) -> Iterator[Finding]:
    """KEDA may leave no pods, where there always were some."""
    for change in comparison.scalers():
        new = change.new
        if new is None or new.kind != "ScaledObject" or bounds_of(new).fewest:
            continue
        workload = scaled_by(comparison.after, new)
        old = comparison.before.by_key.get((workload.environment, workload.key)) if workload else None
        if old and fewest_pods(comparison.before, old):
            fields = [leaf for leaf in change.leaves if leaf.path[-1] in ("minReplicaCount", "idleReplicaCount")]
            message = "KEDA leaves no pods where there is nothing to do, and the first to come waits for one"
            yield change.finding(message, fields if change.action == "changed" else None)


def _alone(comparison: Comparison, change: ObjectChange) -> Iterator[Finding]:
    """A pod of a StatefulSet stops before the one of the same name starts."""
    new = change.new
    if new is None or new.kind != "StatefulSet" or text(new.document, "spec", "updateStrategy", "type") == "OnDelete":
        return
    first = number(new.spec, "ordinals", "start", default=0)
    held = number(new.spec, "updateStrategy", "rollingUpdate", "partition", default=0) > first
    fewest = {
        fewest_pods(side, each) for side, each in ((comparison.before, change.old), (comparison.after, new)) if each
    }
    if fewest == {1} and not held and (causes := restarting(change)):
        yield change.finding(f"its only pod, {new.name}-{first}, stops before the new one starts", causes)


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
