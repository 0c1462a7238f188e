"""A volume is a folder of the node.

Why: it opens the node's files to the pod, and the pod that moves to another node finds other ones there.
Fix: mount an emptyDir for scratch files, a claim for what must last, a ConfigMap for configuration.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for volume in pod.spec.get("volumes", []):
            if "hostPath" in volume:
                path = volume["hostPath"]["path"]
                message = f"mounts {path} of whichever node it runs on"
                field = f"volumes[{volume['name']}].hostPath"
                yield violation(manifests, pod, field, message, level="baseline", dangerous=True)
