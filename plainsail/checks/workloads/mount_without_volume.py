"""A container mounts a volume that its pod does not have.

Why: the API server refuses the object.
Fix: add the volume to the pod, or take the mount out.
"""

from collections.abc import Iterator

from plainsail.checks.workloads._volumes import mounts, volume_names
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        names = volume_names(container.pod)
        for field, name in mounts(container):
            if name not in names:
                yield Finding(container.where(field), f"the pod has no volume {name}")
