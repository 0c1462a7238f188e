"""A rolling update needs a volume in two places that only one may have.

Judged where the claim is among the manifests, and allows nothing but `ReadWriteOnce` or `ReadWriteOncePod`.

Why: the new pod waits for a volume that the old one holds, and the old one stays until the new one is ready; only when
both land on one node does the rollout end.
Fix: set `strategy` type Recreate, or keep the data in a StatefulSet or outside the cluster.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod
from plainsail.manifests.scaling import fewest_pods, share

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        if not pod.resource.is_a("Deployment") or not _stays(manifests, pod):
            continue
        for index, volume in enumerate(pod.spec.get("volumes", [])):
            claim = volume.get("persistentVolumeClaim")
            rendered = manifests.sibling(pod.resource, "PersistentVolumeClaim", claim["claimName"]) if claim else None
            if rendered is None or not manifests.is_sound(rendered):
                continue
            modes: list[str] = rendered.spec.get("accessModes", [])
            if modes and set(modes) <= {"ReadWriteOnce", "ReadWriteOncePod"}:
                yield Finding(
                    pod.where(f"volumes[{index}]"),
                    f"the new pod of a rollout waits for {rendered.key}, which is {modes[0]} and not free yet",
                    causes=(Cause(pod.resource.where("spec.strategy")),),
                )


def _stays(manifests: Manifests, pod: Pod) -> bool:
    """Whether old pods stay until new ones are ready."""
    strategy = pod.resource.spec.get("strategy", {})
    count = fewest_pods(manifests, pod.resource)
    if strategy.get("type") == "Recreate" or count == 0:
        return False
    return share(strategy.get("rollingUpdate", {}).get("maxUnavailable", "25%"), count, up=False) < count
