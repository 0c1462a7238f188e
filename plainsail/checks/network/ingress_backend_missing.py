"""An Ingress leads to a Service, or a port of it, that does not exist.

Why: the controller answers 503, or refuses the whole Ingress.
Fix: name a rendered Service and one of its ports, by name or by number.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import absence
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import backends

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_ALB_ACTION = "use-annotation"
"""The port's name that tells the AWS Load Balancer Controller to read an annotation instead."""


def check(manifests: Manifests) -> Iterator[Finding]:
    sound = by_name(manifests.of("Service"))
    unsound = {resource.name for resource in manifests.unsound if resource.kind == "Service"}
    for ingress in manifests.of("Ingress"):
        for field, backend in backends(ingress):
            service = backend.get("service", {})
            port = service.get("port", {})
            if service and port.get("name") != _ALB_ACTION:
                name = f"Service/{service['name']}"
                known = next(sound.of(ingress, service["name"]), None)
                if known and (message := _problem(known, service["name"], port)):
                    yield Finding(ingress.where(field), message)
                elif not known and service["name"] not in unsound:
                    missing = f"there is no {name}"
                    yield from absence(manifests, ingress, ingress.where(field), missing, what=name)


def _problem(service: Resource, name: str, port: dict[str, Any]) -> str | None:
    ports = service.spec.get("ports", [])
    asked = port.get("name", port.get("number"))
    if asked is None or service.spec.get("type") == "ExternalName":
        return None
    if any(asked in (port.get("name"), port["port"]) for port in ports):
        return None
    known = ", ".join(f"{port['name']} ({port['port']})" if "name" in port else str(port["port"]) for port in ports)
    return f"Service/{name} has no port {asked}; it has {known or 'none'}"
