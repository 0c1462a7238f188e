"""System calls are not filtered.

Why: the runtime's seccomp profile keeps the kernel's rarely used, often broken calls away from the app.
Fix: set `seccompProfile: {type: RuntimeDefault}` on the pod.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import effective, is_windows, secured

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_TYPES = ("RuntimeDefault", "Localhost")


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for owner in secured(pod):
            match owner.security:
                case {"seccompProfile": {"type": str(kind)}} if kind not in _TYPES:
                    field = "securityContext.seccompProfile.type"
                    yield violation(manifests, owner, field, f"seccomp is {kind}", level="baseline")
        bare = [container for container in pod.containers if effective(container, "seccompProfile") is None]
        if bare and not is_windows(pod):
            message = "no seccomp profile is named"
            if len(bare) == len(pod.containers):
                yield violation(manifests, pod, "securityContext.seccompProfile", message, level="restricted")
            else:
                yield violation(manifests, bare[0], "securityContext", message, level="restricted")
