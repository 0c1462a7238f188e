"""A StatefulSet names a Service that does not exist.

Why: its pods get no names in DNS, by which the members of most stateful software find each other.
Fix: render a headless Service (`clusterIP: None`) of the name in `serviceName`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    # Of the project's own tree alone: elsewhere the Service may be somebody else's.
    known = (*manifests.resources, *manifests.unsound)
    services = by_name(resource for resource in known if resource.kind == "Service")
    for stateful in manifests.of("StatefulSet"):
        name = stateful.spec.get("serviceName")
        if name and stateful.environment and not any(services.of(stateful, name)):
            yield Finding(stateful.where("spec.serviceName"), f"there is no Service/{name}")
