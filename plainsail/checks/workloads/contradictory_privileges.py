"""A container may not raise its privileges, but has them all.

A capability counts as it is written: to the API server `SYS_ADMIN`, as container engines call it, is another one.

Why: the API server refuses `allowPrivilegeEscalation: false` beside `privileged: true` or CAP_SYS_ADMIN.
Fix: drop the privilege; few containers need it.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in (each for pod in manifests.pods_and_templates() for each in pod.containers):
        if container.security.get("allowPrivilegeEscalation") is not False:
            continue
        added = container.security.get("capabilities", {}).get("add", [])
        for holds, what in (
            (container.security.get("privileged"), "is privileged"),
            ("CAP_SYS_ADMIN" in added, "has CAP_SYS_ADMIN"),
        ):
            if holds:
                where = container.where("securityContext.allowPrivilegeEscalation")
                yield Finding(where, f"is false, but the container {what}")
