"""A PodDisruptionBudget sets how many pods must stay and how many may go.

Why: the API server refuses it.
Fix: keep `maxUnavailable`, which follows the number of pods, or `minAvailable`.
"""

from collections.abc import Iterator

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("disruption_budget")(manifests)
    for budget in manifests.of("PodDisruptionBudget"):
        if {"minAvailable", "maxUnavailable"} <= budget.spec.keys():
            yield Finding(budget.where("spec"), "has minAvailable and maxUnavailable")
