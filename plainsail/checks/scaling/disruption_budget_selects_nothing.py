"""A PodDisruptionBudget selects no pod, or every pod of the namespace.

In YAML that is no project's own, pods may come from elsewhere; there, a budget is doubted only where the pods that it
would match live in another namespace, stand in its own file, or differ from its selector in a label's value.

Why: without a match, a node drain may take all pods at once; with an empty selector, the pods of all workloads share
one budget, and those of jobs hold drains up.
Fix: let the budget's `selector` be the selector of the workload that it protects, in the namespace of its pods.
"""

from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.label_selectors import is_empty, shown
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name
from plainsail.manifests.providers import providers
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import elsewhere, near_miss, selected

SEVERITY: Severity = "warning"
MEANS: Meaning = "unsafe"


def check(manifests: Manifests) -> Iterator[Finding]:
    names = by_name(pod.resource for pod in manifests.pods())
    for budget in manifests.of("PodDisruptionBudget"):
        selector = budget.spec.get("selector")
        where = budget.where("spec.selector")
        if selector is None:
            yield Finding(where, "has no selector, and so protects no pod")
        elif is_empty(selector):
            message = "is empty, and so counts every pod of the namespace"
            yield Finding(where, message)
        elif not _protects(manifests, budget, selector):
            message = f"{shown(selector)} matches no pod"
            other = elsewhere(manifests, budget, selector)
            if other is not None:
                message += f" of namespace {budget.namespace}; {other.resource.key} is in {other.resource.namespace}"
            if budget.environment or other or near_miss(manifests, budget, selector, names.of(budget, budget.name)):
                yield Finding(where, message)


def _protects(manifests: Manifests, budget: Resource, selector: dict[str, Any]) -> bool:
    labels = selector.get("matchLabels", {})
    if labels and providers(manifests).may_make_pods(budget, labels):
        return True
    return any(not pod.ends for pod in selected(manifests, budget, selector))
