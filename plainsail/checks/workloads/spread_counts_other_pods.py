"""A topology spread counts other pods than its own.

Why: the constraint spreads nothing, or with DoNotSchedule holds pods back for the sake of others.
Fix: put the pod's own labels into the constraint's `labelSelector`.
In settings: put the pod's own labels into the constraint's `labelSelector`; settings of `topology_spread` do.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.label_selectors import matches
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for index, constraint in enumerate(pod.spec.get("topologySpreadConstraints", [])):
            selector = constraint.get("labelSelector")
            if selector is not None and matches(selector, pod.labels):
                continue
            why = "without a labelSelector it counts no pod" if selector is None else "it does not select its own pods"
            yield Finding(
                pod.where(f"topologySpreadConstraints[{index}].labelSelector"),
                f"{why}, and so spreads nothing over {constraint['topologyKey']}",
            )
