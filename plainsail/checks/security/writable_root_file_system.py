"""A container may write to its root file system.

Why: who breaks in can replace the program; what the app writes there is lost at the next restart.
Fix: set `readOnlyRootFilesystem: true`, and mount an `emptyDir` with a `sizeLimit` where it must write.
In settings: set `readOnlyRootFilesystem: true`, and name the folders that it must write in `writable_paths`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import is_windows

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        if not container.security.get("readOnlyRootFilesystem") and not is_windows(container.pod):
            yield Finding(
                container.where("securityContext.readOnlyRootFilesystem"), "may write anywhere in its root file system"
            )
