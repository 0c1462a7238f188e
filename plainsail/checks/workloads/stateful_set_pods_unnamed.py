"""The Service of a StatefulSet gives its pods no names.

Why: `<pod>.<service>` is in DNS where the Service in `serviceName` is headless and selects the pods; members that call
each other by it find nobody, or do in some clusters only.
Fix: set `clusterIP: None`, and the selector of the StatefulSet; let clients have another Service.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.label_selectors import matches
from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        stateful = pod.resource
        name = stateful.spec.get("serviceName") if stateful.is_a("StatefulSet") else None
        service = manifests.sibling(stateful, "Service", name) if name else None
        if service is None or not manifests.is_sound(service):
            continue
        selector, cause = service.spec.get("selector"), Cause(service.where("spec.selector"))
        if selector and not matches({"matchLabels": selector}, pod.labels):
            message = f"{service.key} selects other pods, so that these have no names"
            yield Finding(stateful.where("spec.serviceName"), message, causes=(cause,), severity="warning")
        elif not _is_headless(service):
            message = f"{service.key} is not headless, so that names of single pods are left to chance"
            yield Finding(stateful.where("spec.serviceName"), message, causes=(Cause(service.where("spec.clusterIP")),))


def _is_headless(service: Resource) -> bool:
    return "None" in (service.spec.get("clusterIP"), *service.spec.get("clusterIPs", []))
