"""PodDisruptionBudgets, and the pods that they protect."""

from __future__ import annotations

from collections.abc import Iterator

from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod, pod_of
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import matches

_EVICTED = ("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet")
"""What a drain evicts and a budget counts: pods of DaemonSets stay, and those of jobs come to an end."""


def protected(manifests: Manifests, budget: Resource) -> list[Pod]:
    """The pods that a budget counts."""
    selector = budget.spec.get("selector")
    if selector is None:
        return []
    pods = (pod_of(workload) for workload in manifests.near(budget, *_EVICTED))
    return [pod for pod in pods if pod is not None and matches(selector, pod.labels)]


def budgets_of(manifests: Manifests, pod: Pod) -> Iterator[Resource]:
    """The budgets that protect a pod."""
    if pod.resource.is_a(*_EVICTED):
        for budget in manifests.near(pod.resource, "PodDisruptionBudget"):
            selector = budget.spec.get("selector")
            if selector is not None and matches(selector, pod.labels):
                yield budget
