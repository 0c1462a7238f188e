"""Two Services ask for one port of the nodes.

Node ports are the cluster's, whatever the namespace and the protocol.

Why: the API server refuses the second Service: "provided port is already allocated".
Fix: take `nodePort` out of one of them, or give it another.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.ports import node_ports
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    first: dict[tuple[str | None, int], tuple[Resource, str]] = {}
    for service in manifests.of("Service"):
        for field, port in node_ports(service):
            owner, other = first.setdefault((service.environment, port), (service, field))
            # Within one Service two protocols may share a port; two objects of one name are alternatives.
            if port > 0 and owner.key != service.key:
                yield Finding(
                    service.where(field),
                    f"{owner.key}{_in(owner, service)} has node port {port} already",
                    causes=(Cause(service.where(field)), Cause(owner.where(other))),
                    severity=None if service.environment or owner.path == service.path else "warning",
                )


def _in(owner: Resource, service: Resource) -> str:
    return f" in {owner.namespace}" if owner.namespace != service.namespace else ""
