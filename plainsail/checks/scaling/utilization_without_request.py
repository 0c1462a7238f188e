"""An autoscaler follows a share of a request that does not exist.

Every container of the pod counts, sidecars too; init containers that end do not. A limit counts as the request where
there is none, as the API server fills it in.

Why: the autoscaler cannot compute the share, says FailedGetResourceMetric, and leaves the number of pods as it is;
KEDA refuses such a ScaledObject.
Fix: set the request (`resources.requests`) of every container, sidecars too.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import Target, autoscalers, counted, requested, scaled_pod, targets, total

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for autoscaler in autoscalers(manifests):
        pod = scaled_pod(manifests, autoscaler)
        # A LimitRange may fill requests in.
        if pod is None or any(manifests.near(pod.resource, "LimitRange")):
            continue
        for target in targets(autoscaler):
            yield from _missing(autoscaler, pod, target)


def _missing(autoscaler: Resource, pod: Pod, target: Target) -> Iterator[Finding]:
    if target.container is not None and not counted(pod, target):
        message = f"follows the container {target.container!r}, and {pod.resource.key} has none of that name"
        fix = "name a container of the pod"
        yield Finding(autoscaler.where(target.field), message, fix=fix)
    elif total(pod, target, "requests") is None:
        for container in counted(pod, target):
            if requested(container, target.resource) is None:
                wanted = f"{target.percent} % of a {target.resource} request"
                yield Finding(
                    container.where("resources.requests"),
                    f"{autoscaler.key} follows {wanted}, and there is none: it scales nothing",
                    severity=graded(pod.resource, SEVERITY, foreign="warning"),
                )
