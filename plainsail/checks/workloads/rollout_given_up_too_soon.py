"""A rollout counts as failed before its pods have had the time to start.

Why: a slow but good start marks the rollout as failed (ProgressDeadlineExceeded) and the Argo CD application as
Degraded, and what waits for it gives up.
Fix: raise `progressDeadlineSeconds` above the startup probe's period x failures plus `minReadySeconds`.
In settings: raise `progress_deadline_seconds` above the startup probe's period x failures plus `minReadySeconds`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.lifecycle import budget
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        if not pod.resource.is_a("Deployment"):
            continue
        deadline = pod.resource.spec.get("progressDeadlineSeconds", 600)
        settled = pod.resource.spec.get("minReadySeconds", 0)
        start = max((budget(c.spec) or 0 for c in pod.main_containers if "startupProbe" in c.spec), default=0)
        # A deadline within `minReadySeconds` is refused, which another check says.
        if settled < deadline < start + settled:
            yield Finding(
                pod.resource.where("spec.progressDeadlineSeconds"),
                f"failed after {deadline} s, but its pods may take {start + settled} s to start",
            )
