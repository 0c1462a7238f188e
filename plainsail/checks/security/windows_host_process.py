"""A Windows container runs as a process of its node.

Why: it has the node's files, network and users.
Fix: remove `windowsOptions.hostProcess`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import secured

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for owner in secured(pod):
            match owner.security:
                case {"windowsOptions": {"hostProcess": True}}:
                    field, message = "securityContext.windowsOptions.hostProcess", "runs as a process of the node"
                    yield violation(manifests, owner, field, message, level="baseline", dangerous=True)
