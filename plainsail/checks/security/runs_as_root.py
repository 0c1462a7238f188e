"""A container runs as root.

Why: one hole in the runtime, and root of the container is root of the node.
Fix: set the number of the image's USER, which is not 0.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import effective, has_own_users, policy_of, secured

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_RELAXED_SINCE = (1, 35)


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        if has_own_users(pod) and policy_of(manifests, pod).version >= _RELAXED_SINCE:
            continue
        for owner in secured(pod):
            if owner.security.get("runAsUser") == 0:
                yield violation(manifests, owner, "securityContext.runAsUser", "runs as user 0", level="restricted")
        for container in pod.containers:
            if effective(container, "runAsUser") == 0 and effective(container, "runAsNonRoot"):
                owner = container if "runAsUser" in container.security else pod
                yield Finding(
                    owner.where("securityContext.runAsUser"),
                    "runAsNonRoot forbids the user 0 that runAsUser names, so the container never starts",
                )
