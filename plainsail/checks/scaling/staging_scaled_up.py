"""Staging runs more than one pod.

Judged by the environment's name: staging, test, dev and their like.

Why: staging tests code, not scaling; further pods cost money and say nothing new.
Fix: set the autoscaler's `maxReplicas` (`maxReplicaCount` of a ScaledObject), or the workload's `replicas`, to 1.
In settings: set `hpa = change(max_replicas=1)` in the environment, or in a mix-in of all staging environments (of KEDA,
`scaled_object = change(max_replica_count=1)`).
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.environments import is_rehearsal
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.scaling import autoscalers_of, bounds_of

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        workload = pod.resource
        if not is_rehearsal(workload.environment) or not workload.is_a("Deployment", "StatefulSet"):
            continue
        autoscaler = next(autoscalers_of(manifests, workload), None)
        bounds = bounds_of(autoscaler) if autoscaler is not None else None
        if autoscaler is not None and bounds and bounds.most > 1:
            yield Finding(autoscaler.where(bounds.most_field), f"up to {bounds.most} pods in {workload.environment}")
        elif autoscaler is None and workload.spec.get("replicas", 1) > 1:
            yield Finding(
                workload.where("spec.replicas"), f"{workload.spec['replicas']} pods in {workload.environment}"
            )
