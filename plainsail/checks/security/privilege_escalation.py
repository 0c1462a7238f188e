"""A process may gain more privileges than it was started with.

Why: a set-user-ID program, or one with file capabilities, makes root of whoever breaks in.
Fix: set `allowPrivilegeEscalation: false` on the container.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import is_windows

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        if container.security.get("allowPrivilegeEscalation", True) and not is_windows(container.pod):
            declared = "allowPrivilegeEscalation" in container.security
            message = "may gain privileges" if declared else "may gain privileges, as nothing rules it out"
            field = "securityContext.allowPrivilegeEscalation"
            yield violation(manifests, container, field, message, level="restricted")
