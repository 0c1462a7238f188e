"""A container adds capabilities.

Why: each is a piece of root: NET_ADMIN rewires the network, SYS_ADMIN is nearly all of it.
Fix: add none; NET_BIND_SERVICE is the one that Pod Security restricted allows.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import is_windows

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_BASELINE = frozenset(
    [
        *("AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE"),
        *("SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"),
    ]
)


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        added = container.security.get("capabilities", {}).get("add", [])
        field = "securityContext.capabilities.add"
        for capability in added:
            if capability not in _BASELINE:
                yield violation(manifests, container, field, f"adds {capability}", level="baseline")
            elif capability != "NET_BIND_SERVICE" and not is_windows(container.pod):
                yield violation(manifests, container, field, f"adds {capability}", level="restricted")
