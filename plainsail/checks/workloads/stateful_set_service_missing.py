"""A StatefulSet names a Service that does not exist.

Why: its pods get no names in DNS, by which the members of most stateful software find each other.
Fix: render a headless Service (`clusterIP: None`) of the name in `serviceName`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import absence
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    known = (*manifests.resources, *manifests.unsound)
    services = by_name(resource for resource in known if resource.kind == "Service")
    for stateful in manifests.of("StatefulSet"):
        name = stateful.spec.get("serviceName")
        if name and not any(services.of(stateful, name)):
            service, where = f"Service/{name}", stateful.where("spec.serviceName")
            yield from absence(manifests, stateful, where, f"there is no {service}", what=service)
