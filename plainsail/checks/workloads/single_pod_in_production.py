"""Production may be served by a single pod.

Judged by the environment's name: production, prod, live. A second pod of a StatefulSet helps only where the software
replicates its data: two that know nothing of each other answer differently.

Why: a node that fails or is drained takes the app with it until another pod has started.
Fix: set `replicas: 2`, or the autoscaler's `minReplicas: 2` (`minReplicaCount` of a ScaledObject).
In settings: set `hpa.min_replicas=2` (or `replicas=2`) in the production environment.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.manifests.environments import is_production
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.scaling import autoscalers_of, bounds_of, fewest_at_work
from plainsail.manifests.selectors import serving_containers

SEVERITY: Severity = "info"

_STATEFUL = (
    "set `replicas: 2` or more where the software replicates its data between pods; "
    "else waive this check, with the reason"
)


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        workload = pod.resource
        if not is_production(workload.environment) or not workload.is_a("Deployment", "StatefulSet"):
            continue
        if fewest_at_work(manifests, workload) == 1 and serving_containers(manifests, pod):
            scalers = autoscalers_of(manifests, workload)
            counts = [scaler.where(bounds_of(scaler).least_field) for scaler in scalers] or [
                workload.where("spec.replicas")
            ]
            yield Finding(
                workload.where(),
                "a node that fails or is drained may take the only pod",
                causes=tuple(map(Cause, counts)),
                fix=_STATEFUL if workload.is_a("StatefulSet") else None,
            )
