"""A container requests more of something than its limit allows.

Why: the API server refuses the pod.
Fix: lower `resources.requests`, or raise `resources.limits`.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.quantities import amount_of
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    # Of what cannot be shared (huge pages, devices), requests may not differ from limits.
    for container in (each for pod in manifests.pods_and_templates() for each in pod.containers):
        for resource, limit in container.spec.get("resources", {}).get("limits", {}).items():
            requested = container.amount("requests", resource)
            least, most = amount_of(requested), amount_of(limit)
            if least is None or most is None:
                continue
            if least > most:
                message = f"requests {requested} {resource}, above its limit of {limit}"
            elif least != most and _is_whole(resource):
                message = f"requests {requested} {resource}, but its limit of {limit} must be the same"
            else:
                continue
            yield Finding(container.where("resources.requests", resource), message)


def _is_whole(resource: str) -> bool:
    """Whether it is something that the API server does not let a pod have more of than it asked for."""
    return resource.startswith("hugepages-") or ("/" in resource and "kubernetes.io/" not in resource)
