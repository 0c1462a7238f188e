"""A StatefulSet names a Service that does not exist.

Why: its pods get no names in DNS, by which the members of most stateful software find each other.
Fix: render a headless Service (`clusterIP: None`) of the name in `serviceName`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.selectors import beside

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    # Of the project's own tree alone: elsewhere the Service may be somebody else's.
    for stateful in manifests.of("StatefulSet"):
        name = stateful.spec.get("serviceName")
        known = any(
            resource.kind == "Service" and resource.name == name and beside(resource, stateful)
            for resource in (*manifests.resources, *manifests.unsound)
        )
        if name and stateful.environment and not known:
            yield Finding(stateful.where("spec.serviceName"), f"there is no Service/{name}")
