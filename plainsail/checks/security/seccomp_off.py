"""System calls are not filtered.

Why: the runtime's seccomp profile keeps the kernel's rarely used, often broken calls away from the app.
Fix: set `seccompProfile: {type: RuntimeDefault}` on the pod.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import effective, is_windows, security_contexts

SEVERITY: Severity = "error"

_TYPES = ("RuntimeDefault", "Localhost")


def check(manifests: Manifests) -> Iterator[Finding]:
    """Pods and containers without a seccomp profile (restricted), or unconfined (baseline)."""
    for pod in manifests.pods():
        for security, where in security_contexts(pod):
            match security:
                case {"seccompProfile": {"type": str(kind)}} if kind not in _TYPES:
                    field = replace(where, field=f"{where.field}.seccompProfile.type")
                    yield violation(manifests, pod, field, f"seccomp is {kind}", level="baseline")
        bare = [container for container in pod.containers if effective(container, "seccompProfile") is None]
        if bare and not is_windows(pod):
            every = len(bare) == len(pod.containers)
            where = pod.where("securityContext.seccompProfile") if every else bare[0].where("securityContext")
            yield violation(manifests, pod, where, "no seccomp profile is named", level="restricted")
