"""A PodDisruptionBudget protects pods that do not work.

Why: pods that are not ready count against the budget, so an app that crashes keeps its nodes from being drained.
Fix: set `unhealthyPodEvictionPolicy: AlwaysAllow` in the budget.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for budget in manifests.of("PodDisruptionBudget"):
        if budget.spec.get("unhealthyPodEvictionPolicy") != "AlwaysAllow":
            yield Finding(
                budget.where("spec.unhealthyPodEvictionPolicy"),
                "pods that are not ready count as well: when the app crashes, its nodes cannot be drained",
            )
