"""An emptyDir has no size limit.

Why: one pod may fill the disk of its node, or with `medium: Memory` its memory, and other pods are evicted with it.
Fix: limit how much the volume may hold: `emptyDir: {sizeLimit: 64Mi}`.
In settings: limit how much each of `writable_paths` may hold (`sizeLimit`).
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for index, volume in enumerate(pod.spec.get("volumes", [])):
            folder = volume.get("emptyDir")
            if folder is not None and "sizeLimit" not in folder:
                what = "memory" if folder.get("medium") == "Memory" else "disk"
                yield Finding(
                    pod.where(f"volumes[{index}].emptyDir"), f"may fill the {what} of its node: it has no sizeLimit"
                )
