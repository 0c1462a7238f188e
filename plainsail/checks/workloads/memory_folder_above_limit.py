"""A folder in memory may hold more than its container's memory limit.

Why: what is written to an emptyDir of `medium: Memory` counts as memory of the container that writes it: the container
is killed (OOMKilled) before the folder is full.
Fix: lower the folder's `sizeLimit`, or raise `resources.limits.memory` by as much as the folder may hold.
"""

from collections.abc import Iterator
from decimal import Decimal

from constructs_lib.kubernetes.quantities import amount_of, in_bytes
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.limits import memory_limit
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container, Pod

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        sizes = dict(_folders(pod))
        if not sizes:
            continue
        told: set[int] = set()
        for container in pod.containers:
            limit = memory_limit(container)
            mounted = _mounted(container, sizes)
            total = sum((sizes[name][1] for name in mounted), Decimal(0))
            if limit is None or total < limit:
                continue
            for name in mounted:
                index, size = sizes[name]
                if index in told or (size < limit and len(mounted) > 1 and name != mounted[-1]):
                    continue
                told.add(index)
                what = in_bytes(size) if size >= limit else f"{in_bytes(total)} with the other folders in memory"
                message = (
                    f"may hold {what}, but {container.name} is killed at {in_bytes(limit)} of memory, files included"
                )
                yield Finding(pod.where("volumes", index, "emptyDir", "sizeLimit"), message)


def _folders(pod: Pod) -> Iterator[tuple[str, tuple[int, Decimal]]]:
    for index, volume in enumerate(pod.spec.get("volumes", [])):
        folder = volume.get("emptyDir", {})
        size = amount_of(folder.get("sizeLimit"))
        if folder.get("medium") == "Memory" and size:
            yield volume["name"], (index, size)


def _mounted(container: Container, sizes: dict[str, tuple[int, Decimal]]) -> list[str]:
    """The folders in memory that a container may write to."""
    names = [mount["name"] for mount in container.spec.get("volumeMounts", []) if not mount.get("readOnly")]
    return [name for name in dict.fromkeys(names) if name in sizes]
