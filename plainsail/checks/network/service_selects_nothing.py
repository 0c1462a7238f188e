"""A Service selects no pod.

A Service without a selector, or of type ExternalName, is led by somebody else and is let alone. In YAML that is no
project's own, pods may come from elsewhere; there, a Service is doubted only where the pods of a workload of its own
name, or pods that share a label with it, have every key of its selector, one of them with another value.

Why: whoever calls it, an Ingress too, gets "connection refused" or 503.
Fix: let the Service's `selector` name labels of the pods' template.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.kinds import is_custom
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod
from plainsail.manifests.providers import providers
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import has_all, pods_beside, shown

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    custom = {resource.environment for resource in manifests.resources if is_custom(resource.key)}
    for service in manifests.of("Service"):
        selector = service.spec.get("selector")
        if not selector or service.spec.get("type") == "ExternalName":
            continue
        pods = list(pods_beside(manifests, service))
        made_elsewhere = providers(manifests).may_make_pods(service, selector)
        if made_elsewhere or any(has_all(selector, pod.labels) for pod in pods):
            continue
        ours = service.environment is not None
        close = any(selector.keys() <= pod.labels.keys() and _is_meant(service, pod) for pod in pods)
        if ours or (close and service.environment not in custom):
            yield Finding(
                service.where("spec.selector"),
                f"{shown({'matchLabels': selector})} matches no pod{_nearest(service, manifests)}",
                severity="error" if ours else "warning",
            )


def _is_meant(service: Resource, pod: Pod) -> bool:
    return pod.resource.name == service.name or bool(service.spec["selector"].items() & pod.labels.items())


def _nearest(service: Resource, manifests: Manifests) -> str:
    """The pod that has most of the labels, in words."""
    selector = service.spec["selector"]
    pods = list(pods_beside(manifests, service))
    best = max(pods, key=lambda pod: len(selector.items() & pod.labels.items()), default=None)
    if best is None or not selector.items() & best.labels.items():
        return ""
    missing = ",".join(f"{key}={value}" for key, value in selector.items() if best.labels.get(key) != value)
    return f"; those of {best.resource.key} lack {missing}"
