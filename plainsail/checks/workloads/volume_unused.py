"""A pod has a volume that no container mounts.

Why: it says that something is there which nobody sees, and when the Secret behind it is missing, the pod still does not
start.
Fix: mount the volume, or take it out.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.paths import Item
from plainsail.checks.workloads._volumes import mounts, volume_names
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        mounted = {name for container in pod.containers for _, name in mounts(container)}
        for name in sorted(volume_names(pod) - mounted):
            yield Finding(pod.where("volumes", Item(name)), "no container mounts it")
