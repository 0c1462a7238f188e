"""A container has no memory limit.

Init containers end soon and are left out. A LimitRange in the namespace may fill limits in.

Why: a leak in one pod takes the memory of its whole node, and the kernel then kills whatever it likes there.
Fix: set `resources.limits.memory`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        if container.is_init or container.list_name == "ephemeralContainers":
            continue
        of_pod = container.pod.spec.get("resources", {}).get("limits", {})
        if container.amount("limits", "memory") is not None or "memory" in of_pod:
            continue
        if not any(manifests.near(container.resource, "LimitRange")):
            yield Finding(
                container.where("resources.limits"),
                "may take all the memory of its node: it has no memory limit",
                severity=graded(container.resource, SEVERITY),
            )
