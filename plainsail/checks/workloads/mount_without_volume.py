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
    for container in (each for pod in manifests.pods_and_templates() for each in pod.containers):
        names = volume_names(container.pod)
        for field, name in mounts(container):
            if name in names:
                continue
            where = container.where(field)
            if not manifests.is_refused(container.resource, where.field):
                yield Finding(where, f"the pod has no volume {name}")
