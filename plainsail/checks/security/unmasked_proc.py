"""A container sees all of /proc.

Why: the runtime hides parts of it that tell of, and change, the node.
Fix: remove `procMount: Unmasked`; in a pod with its own users (`hostUsers: false`) Pod Security baseline allows it.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import has_own_users, policy_of

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_RELAXED_SINCE = (1, 35)


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        mount = container.security.get("procMount", "Default")
        if mount != "Default":
            pod = container.pod
            relaxed = has_own_users(pod) and policy_of(manifests, pod).version >= _RELAXED_SINCE
            field, message = "securityContext.procMount", f"/proc is {str(mount).lower()}"
            yield violation(manifests, container, field, message, level="restricted" if relaxed else "baseline")
