"""Nothing keeps a container from running as root.

Why: without `runAsNonRoot` an image that forgets its USER runs as root, and nobody notices.
Fix: set `runAsNonRoot: true` on the pod.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import effective, has_own_users, policy_of
from plainsail.manifests.pods import Container

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_RELAXED_SINCE = (1, 35)


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        pod = container.pod
        if has_own_users(pod) and policy_of(manifests, pod).version >= _RELAXED_SINCE:
            continue
        value = effective(container, "runAsNonRoot")
        if not value:
            owner = container if "runAsNonRoot" in container.security else pod
            message = "runAsNonRoot is false" if value is False else "runAsNonRoot is not set"
            # One word at the pod's level is missing, so it is missed once.
            if owner is container or container is next(filter(_inherits, pod.containers)):
                yield violation(manifests, owner, "securityContext.runAsNonRoot", message, level="restricted")


def _inherits(container: Container) -> bool:
    return "runAsNonRoot" not in container.security
