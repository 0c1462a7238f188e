"""An Ingress leads to a Service, or a port of it, that does not exist.

Why: the controller answers 503, or refuses the whole Ingress.
Fix: name a rendered Service and one of its ports, by name or by number.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import backends, beside

SEVERITY: Severity = "error"

_ALB_ACTION = "use-annotation"
"""The port's name that tells the AWS Load Balancer Controller to read an annotation instead."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for ingress in manifests.of("Ingress"):
        for field, backend in backends(ingress):
            service = backend.get("service", {})
            port = service.get("port", {})
            if service and port.get("name") != _ALB_ACTION:
                message = _problem(manifests, ingress, service["name"], port)
                if message:
                    yield Finding(ingress.where(field), message)


def _problem(manifests: Manifests, ingress: Resource, name: str, port: dict[str, Any]) -> str | None:
    services = [service for service in manifests.of("Service") if service.name == name and beside(service, ingress)]
    if not services:
        unsound = any(resource.kind == "Service" and resource.name == name for resource in manifests.unsound)
        # Somebody's YAML may lead to what somebody else made.
        return f"there is no Service/{name}" if ingress.environment and not unsound else None
    ports = services[0].spec.get("ports", [])
    asked = port.get("name", port.get("number"))
    if asked is None or services[0].spec.get("type") == "ExternalName":
        return None
    if any(asked in (port.get("name"), port["port"]) for port in ports):
        return None
    known = ", ".join(f"{port['name']} ({port['port']})" if "name" in port else str(port["port"]) for port in ports)
    return f"Service/{name} has no port {asked}; it has {known or 'none'}"
