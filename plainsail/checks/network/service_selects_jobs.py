"""A Service selects the pods of a job beside those that serve.

Why: while the job runs, its pod counts as ready, and a share of the requests goes where nobody listens.
Fix: add a label to the Service's `selector` that jobs do not have, such as `app.kubernetes.io/component`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import selected

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for service in manifests.of("Service"):
        selector = service.spec.get("selector")
        if not selector:
            continue
        pods = list(selected(manifests, service, {"matchLabels": selector}))
        jobs = [str(pod.resource.key) for pod in pods if pod.ends and _is_reached(service, pod)]
        if jobs and not all(pod.ends for pod in pods):
            yield Finding(service.where("spec.selector"), f"matches the pods of {', '.join(jobs)}, which serve nothing")


def _is_reached(service: Resource, pod: Pod) -> bool:
    """Whether requests arrive at the pod: a port that the Service names leads only to pods that have the name."""
    names = {port.get("name") for container in pod.containers for port in container.ports}
    targets = [port.get("targetPort", port["port"]) for port in service.spec.get("ports", [])]
    return any(isinstance(target, int) or target in names for target in targets)
