"""Liveness gives up before readiness does.

Both probes are compared by how long they must fail: failures times period, or times the timeout where that is longer.
Equal times are a race: in other people's YAML, where both probes often keep the defaults, that is only mentioned, and
so is a pod behind no Service.

Why: Kubernetes kills a pod that is still receiving traffic.
Fix: raise `periodSeconds` or `failureThreshold` of `livenessProbe` until their product exceeds that of
`readinessProbe`.
In settings: raise `liveness_probe` until period x threshold exceeds that of `readiness_probe`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.lifecycle import grace
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.selectors import serving_containers

SEVERITY: Severity = "error"
MEANS: Meaning = "will fail"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        match container.spec:
            case {"livenessProbe": live, "readinessProbe": ready} if grace(live) <= grace(ready):
                race = grace(live) == grace(ready)
                mild = race or container not in serving_containers(manifests, container.pod)
                yield Finding(
                    container.where("livenessProbe"),
                    f"killed after {grace(live)} s, but leaves rotation only after {grace(ready)} s",
                    severity=graded(
                        container.resource, "warning" if race else "error", foreign="info" if mild else "warning"
                    ),
                )
