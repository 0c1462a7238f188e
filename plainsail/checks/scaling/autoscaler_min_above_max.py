"""An autoscaler's least is above its most.

Why: the API server refuses it, KEDA such a ScaledObject, and the sync stops there.
Fix: lower `minReplicas` (`minReplicaCount`) or raise `maxReplicas` (`maxReplicaCount`).
In settings: lower `hpa.min_replicas` or raise `hpa.max_replicas`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.fields import number
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.scaling import MOST_OF_KEDA, custom

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

_BOUNDS = ("minReplicas", "maxReplicas")
_KEDA = (("min", 0), ("max", MOST_OF_KEDA))
"""What a ScaledObject means where it does not say."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for scaled in custom(manifests, "ScaledObject"):
        least, most = (number(scaled.spec, f"{end}ReplicaCount", default=its) for end, its in _KEDA)
        if least > most:
            message = f"minReplicaCount {least} is above maxReplicaCount {most}"
            yield Finding(scaled.where("spec.minReplicaCount"), message)
    for autoscaler in manifests.of("HorizontalPodAutoscaler"):
        least, most = autoscaler.spec.get("minReplicas", 1), autoscaler.spec["maxReplicas"]
        if least > most and not any(manifests.is_refused(autoscaler, f"spec.{field}") for field in _BOUNDS):
            yield Finding(
                autoscaler.where("spec.minReplicas" if "minReplicas" in autoscaler.spec else "spec.maxReplicas"),
                f"minReplicas {least} is above maxReplicas {most}",
            )
