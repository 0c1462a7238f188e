"""An autoscaler follows memory, in percent of a request that is far below the limit.

Far below means a third of the limit, or less. An autoscaler that may run only one number of pods is left in peace.

Why: what the app needs when idle may be above the target already, and then it runs at `maxReplicas` day and night:
memory does not fall when more pods share the work, and the highest of several targets wins.
Fix: raise `resources.requests.memory` to what a busy pod needs, or take the metric for memory out.
In settings: raise `resources.requests.memory` to what a busy pod needs, or take
`hpa.target_memory_utilization_percentage`, or the trigger of `scaled_object`, out.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.quantities import in_bytes
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.scaling import autoscalers, bounds_of, scaled_pod, targets, total

SEVERITY: Severity = "warning"
_FAR = 3


def check(manifests: Manifests) -> Iterator[Finding]:
    for autoscaler in autoscalers(manifests):
        pod = scaled_pod(manifests, autoscaler)
        bounds = bounds_of(autoscaler)
        if pod is None or bounds.least >= bounds.most:
            continue
        for target in targets(autoscaler):
            request, limit = total(pod, target, "requests"), total(pod, target, "limits")
            if target.resource != "memory" or not request or not limit or request * _FAR > limit:
                continue
            yield Finding(
                autoscaler.where(target.field),
                f"{target.percent} % of {in_bytes(request)} is {in_bytes(request * target.percent / 100)}, "
                f"and the limit is {in_bytes(limit)}: what an idle pod uses may keep it at {bounds.most} pods",
            )
