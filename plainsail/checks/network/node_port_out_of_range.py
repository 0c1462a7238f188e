"""A node port is outside of the range that clusters have.

Kubernetes gives out 30000 to 32767, unless the API server was started with another range
(`--service-node-port-range`).

Why: the API server refuses the Service.
Fix: take `nodePort` out, and Kubernetes chooses one; or name one from 30000 to 32767.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.ports import node_ports

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

_FIRST, _LAST = 30000, 32767
_PORTS = 65535


def check(manifests: Manifests) -> Iterator[Finding]:
    for service in manifests.of("Service"):
        for field, port in node_ports(service):
            # What is no port at all is another check's matter.
            if 0 < port <= _PORTS and not _FIRST <= port <= _LAST:
                yield Finding(
                    service.where(field),
                    f"{port} is not within {_FIRST} to {_LAST}",
                    severity=graded(service, SEVERITY, foreign="warning"),
                )
