"""An autoscaler's least is above its most.

A ScaledObject of KEDA has 100 pods at most where it says nothing.

Why: the API server refuses it, and the sync stops there.
Fix: lower `minReplicas` or raise `maxReplicas` (of a ScaledObject `minReplicaCount`, `maxReplicaCount`).
In settings: lower `hpa.min_replicas` or raise `hpa.max_replicas`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.fields import number
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.scaling import custom

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

_BOUNDS = ("minReplicas", "maxReplicas")
_MOST_OF_KEDA = 100


def check(manifests: Manifests) -> Iterator[Finding]:
    for autoscaler in manifests.of("HorizontalPodAutoscaler"):
        least, most = autoscaler.spec.get("minReplicas", 1), autoscaler.spec["maxReplicas"]
        if least > most and not any(manifests.is_refused(autoscaler, f"spec.{field}") for field in _BOUNDS):
            yield Finding(
                autoscaler.where("spec.minReplicas" if "minReplicas" in autoscaler.spec else "spec.maxReplicas"),
                f"minReplicas {least} is above maxReplicas {most}",
            )
    for scaled in custom(manifests, "ScaledObject"):
        least = number(scaled.spec, "minReplicaCount", default=0)
        most = number(scaled.spec, "maxReplicaCount", default=_MOST_OF_KEDA)
        if least > most and manifests.is_sound(scaled):
            message = f"minReplicaCount {least} is above maxReplicaCount {most}"
            yield Finding(scaled.where("spec.minReplicaCount"), message)
