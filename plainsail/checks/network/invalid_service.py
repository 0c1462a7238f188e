"""A Service's fields contradict each other or its type.

Why: the API server refuses the Service; `sessionAffinityConfig` without its affinity it drops.
Fix: give it ports (unless it is headless or an ExternalName), name them where there are several, write addresses and
networks as such, and leave each type the fields that it has.
"""

from collections.abc import Iterator

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("service")(manifests)
    for service in manifests.of("Service"):
        if service.spec.get("sessionAffinityConfig") and service.spec.get("sessionAffinity") in (None, "", "None"):
            message = "belongs to sessionAffinity: ClientIP, and is dropped without it"
            yield Finding(service.where("spec.sessionAffinityConfig"), message, severity="warning")
