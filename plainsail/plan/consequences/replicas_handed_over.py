"""The number of pods passes from the manifest to an autoscaler, or back, or from one autoscaler to another.

Why: a `replicas` that leaves the manifest may become 1 for a moment, whatever the load; one that comes overrules the
autoscaler's last word. A HorizontalPodAutoscaler and KEDA, which makes one of each ScaledObject, are two autoscalers.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.diff import ABSENT
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.kinds import SCALED
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import autoscalers_of, bounds_of, scaled_by
from plainsail.plan.changes import Comparison, ObjectChange

SEVERITY: Severity = "warning"


def find(comparison: Comparison) -> Iterator[Finding]:
    """Workloads whose `replicas` comes or goes while an autoscaler goes or comes, or whose autoscaler is another."""
    for change in comparison.changed(*SCALED):
        for field in change.leaves:
            if field.path != ("spec", "replicas"):
                continue
            if field.new is ABSENT and any(autoscalers_of(comparison.after, change.resource)):
                yield change.finding(
                    f"replicas: {field.old} goes, an autoscaler takes over: until it acts there may be 1 pod",
                    [field],
                    fix="sync the autoscaler first, beside `replicas`, and let `replicas` go with a second commit",
                )
            elif field.old is ABSENT and change.old and any(autoscalers_of(comparison.before, change.old)):
                count = "is 1 pod" if field.new == 1 else f"are {field.new} pods"
                message = f"the autoscaler no longer decides: there {count}, whatever there are now"
                yield change.finding(message, [field])
    for change in comparison.scalers():
        if change.action == "added":
            yield from _taken_over(comparison, change)
        elif change.old and change.action == "removed":
            yield from _left_alone(comparison, change, change.old)


def _taken_over(comparison: Comparison, change: ObjectChange) -> Iterator[Finding]:
    """One autoscaler follows another of the same workload."""
    workload = scaled_by(comparison.after, change.resource)
    old = comparison.before.by_key.get((workload.environment, workload.key)) if workload else None
    for former in autoscalers_of(comparison.before, old) if old else ():
        if former.kind == change.resource.kind or former in comparison.after.resources:
            continue
        if change.resource.kind == "ScaledObject":
            meanwhile = "KEDA refuses it while that is there, or both set the number for a moment"
            fix = "let no PruneLast hold the old one back; or sync its removal first, in a commit of its own"
        else:
            meanwhile = f"until KEDA has removed keda-hpa-{former.name}, both set the number"
            fix = None
        yield change.finding(f"takes over the number of pods from {former.key}: {meanwhile}", fix=fix)


def _left_alone(comparison: Comparison, change: ObjectChange, old: Resource) -> Iterator[Finding]:
    """An autoscaler goes, and nothing says how many pods there are from then on."""
    workload = scaled_by(comparison.before, old)
    new = comparison.after.by_key.get((workload.environment, workload.key)) if workload else None
    if new is None or "replicas" in new.spec or any(autoscalers_of(comparison.after, new)):
        return
    message = "goes, and nothing else decides the number of pods: it stays as it is then"
    if bounds_of(old).fewest == 0:
        message += ", and where there are none, nothing brings one back"
    yield change.finding(message, fix="set `replicas`")
