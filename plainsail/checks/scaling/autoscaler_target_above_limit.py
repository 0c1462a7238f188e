"""An autoscaler waits for a use that the limit does not allow.

Why: the pods are throttled (CPU) or killed (memory) at their limit before more of them are started.
Fix: lower the target's `averageUtilization` (the trigger's `value`), or raise the limit well above target x request.
In settings: lower the target (`hpa`, `scaled_object`), or raise the limit well above target x request.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.quantities import in_bytes, in_cores
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.scaling import autoscalers, scaled_pod, targets, total

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for autoscaler in autoscalers(manifests):
        pod = scaled_pod(manifests, autoscaler)
        if pod is None:
            continue
        for target in targets(autoscaler):
            request, limit = total(pod, target, "requests"), total(pod, target, "limits")
            if not request or not limit or request * target.percent < limit * 100:
                continue
            say = in_bytes if target.resource == "memory" else in_cores
            end = "killed" if target.resource == "memory" else "throttled"
            yield Finding(
                autoscaler.where(target.field),
                f"{target.percent} % of {say(request)} is {say(request * target.percent / 100)}, "
                f"and pods are {end} at their limit of {say(limit)}: it never adds a pod",
            )
