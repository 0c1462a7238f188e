"""A rollout takes every serving pod away before the new ones are ready.

The number of pods is the least that an autoscaler may run, or `replicas`. `Recreate` says so on purpose, and is
information.

Why: the app is down during each rollout.
Fix: set `maxUnavailable: 0` and `maxSurge: 1` in `strategy.rollingUpdate`.
In settings: set `strategy.max_unavailable=0` and `strategy.max_surge=1`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.scaling import fewest_pods, share
from plainsail.manifests.selectors import serving_containers

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        workload = pod.resource
        if not workload.is_a("Deployment") or not serving_containers(manifests, pod):
            continue
        count = fewest_pods(manifests, workload)
        strategy = workload.spec.get("strategy", {})
        if strategy.get("type") == "Recreate":
            message = "every rollout stops the old pods before it starts new ones: the app is down meanwhile"
            severity: Severity | None = "info"
        elif 0 < count <= share(strategy.get("rollingUpdate", {}).get("maxUnavailable", "25%"), count, up=False):
            value = strategy["rollingUpdate"]["maxUnavailable"]
            pods = "the only pod" if count == 1 else f"all {count} pods"
            message = f"maxUnavailable {value} lets each rollout take {pods} at once"
            severity = None
        else:
            continue
        yield Finding(workload.where("spec.strategy"), message, severity=severity)
