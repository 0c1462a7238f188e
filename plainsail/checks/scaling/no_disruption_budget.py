"""Several serving pods have no PodDisruptionBudget.

Why: a node drain may take all of them at once.
Fix: add a PodDisruptionBudget with the workload's selector: it takes effect from two pods on.
In settings: set `pod_disruption_budget`: it takes effect from two pods on.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.scaling import fewest_at_work
from plainsail.manifests.selectors import budgets_of, serving_containers

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        count = fewest_at_work(manifests, pod.resource) if pod.resource.is_a("Deployment", "StatefulSet") else 0
        if count > 1 and serving_containers(manifests, pod) and not any(budgets_of(manifests, pod)):
            yield Finding(
                pod.resource.where(),
                f"a node drain may take all {count} pods at once: no PodDisruptionBudget selects them",
                causes=(Cause(pod.resource.missing("PodDisruptionBudget", pod.resource.name)),),
            )
