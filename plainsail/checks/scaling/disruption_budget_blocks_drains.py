"""A PodDisruptionBudget never lets a pod go.

The number of pods is the least that an autoscaler may run while there is something to do, or `replicas`. Pods of
workloads that are not among the manifests cannot be counted: then only budgets that allow nothing whatever the number
are named.

Why: a node upgrade drains nodes; it waits on this pod until somebody deletes the budget by hand.
Fix: run two pods or more (`replicas`, the autoscaler's `minReplicas`, KEDA's `minReplicaCount`), or take out the budget
of a single one.
In settings: run two pods or more (`hpa.min_replicas`, `scaled_object.min_replica_count`, `replicas`), or render no
`pod_disruption_budget` for a single one.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import fewest_at_work, share
from plainsail.manifests.selectors import protected

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for budget in manifests.of("PodDisruptionBudget"):
        pods = protected(manifests, budget)
        count = sum(fewest_at_work(manifests, pod.resource) for pod in pods)
        for field in ("maxUnavailable", "minAvailable"):
            message = _blocked(budget, field, count)
            if message:
                yield Finding(budget.where(f"spec.{field}"), message)


def _blocked(budget: Resource, field: str, count: int) -> str | None:
    """Why no pod may go; None where one may."""
    value = budget.spec.get(field)
    if value is None:
        return None
    if field == "maxUnavailable":
        return f"maxUnavailable {value} lets no pod go: node drains wait for ever" if value in (0, "0%") else None
    if value == "100%":
        return "minAvailable 100% lets no pod go: node drains wait for ever"
    if 0 < count <= share(value, count, up=True):
        pods = "there is one pod" if count == 1 else f"there may be no more than {count} pods"
        return f"minAvailable {value}, and {pods}: none may go, node drains wait for ever"
    return None
