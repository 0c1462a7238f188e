"""A container requests no memory or no CPU.

A limit counts as the request where there is none. Init containers that end are left out.

Why: the scheduler packs the node as if the container took nothing; when the node is short, this pod is evicted first
(memory) or starved (CPU).
Fix: set `resources.requests`: what the container needs when it is busy.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.scaling import requested

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        if container.is_init or container.list_name == "ephemeralContainers":
            continue
        of_all = container.pod.spec.get("resources", {})
        of_pod = {**of_all.get("limits", {}), **of_all.get("requests", {})}
        missing = [name for name in ("memory", "cpu") if requested(container, name) is None and name not in of_pod]
        if missing and not any(manifests.near(container.resource, "LimitRange")):
            wanted = " and no ".join({"memory": "memory", "cpu": "CPU"}[name] for name in missing)
            yield Finding(
                container.where("resources.requests"),
                f"requests no {wanted}: the scheduler takes it for nothing",
                severity=graded(container.resource, "warning" if "memory" in missing else "info"),
            )
