"""A container is privileged.

Why: it is root on the node: devices, kernel modules, every other pod.
Fix: remove `privileged: true`; where one capability is what is needed, add that one.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        if container.security.get("privileged"):
            field, message = "securityContext.privileged", "privileged, so that whoever breaks into it owns the node"
            yield violation(manifests, container, field, message, level="baseline", dangerous=True)
