"""A rollout's settings contradict each other.

Why: the API server refuses the workload.
Fix: leave `rollingUpdate` to its own strategy, and give a rollout longer than a pod needs to count as available.
"""

from collections.abc import Iterator

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("rollout")(manifests)
    for deployment in manifests.of("Deployment"):
        strategy = deployment.spec.get("strategy", {})
        if strategy.get("type") == "Recreate" and "rollingUpdate" in strategy:
            yield Finding(deployment.where("spec.strategy"), "is Recreate, but has rollingUpdate")
        ready = deployment.spec.get("minReadySeconds", 0)
        deadline = deployment.spec.get("progressDeadlineSeconds", 600)
        if deadline <= ready:
            yield Finding(
                deployment.where("spec.progressDeadlineSeconds"),
                f"{deadline} s end before a pod counts as available (minReadySeconds: {ready})",
            )
    for workload in manifests.of("StatefulSet", "DaemonSet"):
        strategy = workload.spec.get("updateStrategy", {})
        if strategy.get("type") == "OnDelete" and "rollingUpdate" in strategy:
            yield Finding(workload.where("spec.updateStrategy"), "is OnDelete, but has rollingUpdate")
