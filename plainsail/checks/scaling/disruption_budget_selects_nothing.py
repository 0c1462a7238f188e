"""A PodDisruptionBudget selects no pod, or every pod of the namespace.

Why: without a match, a node drain may take all pods at once; with an empty selector, the pods of all workloads share
one budget, and those of jobs hold drains up.
Fix: let the budget's `selector` be the selector of the workload that it protects.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.providers import providers
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import is_empty, selected, shown

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    for budget in manifests.of("PodDisruptionBudget"):
        selector = budget.spec.get("selector")
        where = budget.where("spec.selector")
        if selector is None:
            yield Finding(where, "has no selector, and so protects no pod")
        elif is_empty(selector):
            message = "is empty, and so counts every pod of the namespace"
            yield Finding(where, message, severity="warning")
        elif budget.environment and not _protects(manifests, budget, selector):
            yield Finding(where, f"{shown(selector)} matches no pod")


def _protects(manifests: Manifests, budget: Resource, selector: dict[str, Any]) -> bool:
    labels = selector.get("matchLabels", {})
    if labels and providers(manifests).may_make_pods(budget, labels):
        return True
    return any(not pod.ends for pod in selected(manifests, budget, selector))
