"""A container takes a port of its node.

Why: no two such pods fit on one node, so a rollout waits for a free node, and the port is open beside every policy.
Fix: remove `hostPort`; a Service reaches the container's own port.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        # The API server fills in the host port of a pod in the node's network; its own complaint covers that.
        for port in () if container.pod.spec.get("hostNetwork") else container.ports:
            if taken := port.get("hostPort"):
                field = f"ports[{port.get('name', port['containerPort'])}].hostPort"
                yield violation(manifests, container, field, f"takes port {taken} of its node", level="baseline")
