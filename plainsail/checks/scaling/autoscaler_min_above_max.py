"""An autoscaler's least is above its most.

Why: the API server refuses it, and the sync stops there.
Fix: lower `minReplicas` or raise `maxReplicas`.
In settings: lower `hpa.min_replicas` or raise `hpa.max_replicas`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

_BOUNDS = ("minReplicas", "maxReplicas")


def check(manifests: Manifests) -> Iterator[Finding]:
    for autoscaler in manifests.of("HorizontalPodAutoscaler"):
        least, most = autoscaler.spec.get("minReplicas", 1), autoscaler.spec["maxReplicas"]
        if least > most and not any(manifests.is_refused(autoscaler, f"spec.{field}") for field in _BOUNDS):
            yield Finding(
                autoscaler.where("spec.minReplicas" if "minReplicas" in autoscaler.spec else "spec.maxReplicas"),
                f"minReplicas {least} is above maxReplicas {most}",
            )
