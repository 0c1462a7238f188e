"""A Service selects no pod.

A Service without a selector, or of type ExternalName, is led by somebody else and is let alone. In YAML that is no
project's own, pods may come from elsewhere; there, a Service is doubted only where the pods of a workload of its own
name, or pods that share a label with it, have every key of its selector, one of them with another value.

Why: whoever calls it, an Ingress too, gets "connection refused" or 503.
Fix: let the Service's `selector` name labels of the pods' template.
"""

from collections.abc import Iterator
from itertools import combinations, islice

from constructs_lib.kubernetes.label_selectors import Labels, shown
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.kinds import is_custom
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name
from plainsail.manifests.pods import Pod
from plainsail.manifests.providers import providers
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import is_close, selected

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_MOST_LABELS = 8
"""As many labels of a selector are compared with those of pods, in each combination."""


def check(manifests: Manifests) -> Iterator[Finding]:
    custom = {resource.environment for resource in manifests.resources if is_custom(resource.key)}
    names = by_name(pod.resource for pod in manifests.pods())
    order = {pod: number for number, pod in enumerate(manifests.pods())}
    for service in manifests.of("Service"):
        selector = service.spec.get("selector")
        if not selector or service.spec.get("type") == "ExternalName":
            continue
        if any(_having(manifests, service, selector)) or providers(manifests).may_make_pods(service, selector):
            continue
        ours = service.is_ours
        if ours or (
            service.environment not in custom
            and is_close(manifests, service, selector, names.of(service, service.name))
        ):
            nearest = min(_nearest(manifests, service), key=order.__getitem__, default=None)
            yield Finding(
                service.where("spec.selector"),
                f"{shown({'matchLabels': selector})} matches no pod{_difference(selector, nearest)}",
                severity="error" if ours else "warning",
            )


def _having(manifests: Manifests, service: Resource, labels: Labels) -> Iterator[Pod]:
    return selected(manifests, service, {"matchLabels": labels})


def _nearest(manifests: Manifests, service: Resource) -> list[Pod]:
    """Pods that have most of the labels, the first of them included."""
    labels = [pair for pair in service.spec["selector"].items() if any(_having(manifests, service, dict([pair])))]
    for size in range(min(len(labels), _MOST_LABELS), 0, -1):
        parts = combinations(labels[:_MOST_LABELS], size)
        if pods := [pod for part in parts for pod in islice(_having(manifests, service, dict(part)), 1)]:
            return pods
    return []


def _difference(selector: Labels, nearest: Pod | None) -> str:
    if nearest is None:
        return ""
    missing = ",".join(f"{key}={value}" for key, value in selector.items() if nearest.labels.get(key) != value)
    return f"; those of {nearest.resource.key} lack {missing}"
