"""A folder may hold more than its pod's limit of local storage.

Why: what is written to an emptyDir counts against the `ephemeral-storage` limits of the pod's containers, added up: the
pod is evicted before the folder is full.
Fix: lower the folder's `sizeLimit`, or raise `resources.limits.ephemeral-storage`.
"""

from collections.abc import Iterator
from decimal import Decimal

from constructs_lib.kubernetes.quantities import amount_of, in_bytes
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        limit = _limit(pod)
        for index, volume in enumerate(pod.spec.get("volumes", [])) if limit else ():
            folder = volume.get("emptyDir", {})
            size = amount_of(folder.get("sizeLimit"))
            if size and size > limit and not folder.get("medium"):
                message = f"may hold {in_bytes(size)}, but the pod is evicted at {in_bytes(limit)} of local storage"
                yield Finding(pod.where("volumes", index, "emptyDir", "sizeLimit"), message)


def _limit(pod: Pod) -> Decimal:
    """What the containers may use together, as the kubelet adds it up; 0 where none has a limit."""
    limits = [amount_of(container.amount("limits", "ephemeral-storage")) for container in pod.containers]
    return sum((limit for limit in limits if limit), Decimal(0))
