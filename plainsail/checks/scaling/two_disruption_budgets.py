"""Two PodDisruptionBudgets protect one pod.

Why: the API server refuses to evict a pod that more than one budget selects, so a node drain fails there.
Fix: keep one budget for the pod, or selectors that do not meet.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.selectors import budgets_of

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        # One budget in two files is told by duplicate-object; of somebody's YAML, one of the two is applied.
        budgets = list({budget.name: budget for budget in budgets_of(manifests, pod)}.values())
        if len(budgets) > 1:
            names = " and ".join(sorted(budget.name for budget in budgets))
            yield Finding(
                pod.resource.where(),
                f"the budgets {names} both select its pods, which therefore cannot be evicted",
                causes=tuple(Cause(budget.where()) for budget in budgets),
            )
