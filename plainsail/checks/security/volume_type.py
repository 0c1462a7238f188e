"""A volume is of a type that only a claim should reach.

Why: its driver runs as root on the node with what the pod tells it; a claim leaves that to the cluster's owner.
Fix: use a PersistentVolumeClaim, or csi, emptyDir, ephemeral, projected, configMap, secret, downwardAPI.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import violation
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_ALLOWED = frozenset(
    [
        *("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"),
        *("name", "hostPath"),
    ]
)


def check(manifests: Manifests) -> Iterator[Finding]:
    # hostPath has a check of its own.
    for pod in manifests.pods():
        for volume in pod.spec.get("volumes", []):
            for kind in sorted(set(volume) - _ALLOWED):
                field, message = f"volumes[{volume['name']}].{kind}", f"{kind} is mounted without a claim"
                yield violation(manifests, pod, field, message, level="restricted")
