"""AWS' load balancer sends requests, or asks for health, where nothing answers.

With `target-type: instance`, the default, it asks nodes on the Service's node port: a Service of type ClusterIP has
none. `healthcheck-port` may be a number, `traffic-port`, or the name of a port of the Service.

Why: the controller refuses the Ingress, or every target counts as unhealthy.
Fix: set `alb.ingress.kubernetes.io/target-type: ip`, or make the Service a NodePort; name a port that is there.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.aws_load_balancer import ALB, annotation, class_of, field, served
from plainsail.manifests.fields import digits
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import backends, selected

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_TRAFFIC = "traffic-port"


def check(manifests: Manifests) -> Iterator[Finding]:
    services = by_name(manifests.of("Service"))
    for ingress in served(manifests):
        for where, backend in backends(ingress):
            service = next(services.of(ingress, backend.get("service", {}).get("name", "")), None)
            if service is None or service.spec.get("type") == "ExternalName":
                continue
            if message := _of_type(ingress, service):
                # A controller may be told to take addresses of pods by default.
                said = _said(ingress, service, "target-type") is not None
                yield Finding(ingress.where(where), message, severity=None if said else "warning")
            yield from _of_health_check(manifests, ingress, service)


def _said(ingress: Resource, service: Resource, name: str) -> str | None:
    """What holds for a target: the Service's word counts before the Ingress'."""
    return annotation(service, name) or annotation(ingress, name)


def _of_type(ingress: Resource, service: Resource) -> str | None:
    kind = service.spec.get("type", "ClusterIP")
    if (_said(ingress, service, "target-type") or "instance") != "instance" or kind != "ClusterIP":
        return None
    said = "asks nodes (target-type: instance)" if _said(ingress, service, "target-type") else "asks nodes by default"
    if class_of(ingress) != "alb" and "by default" in said:
        return None  # the class may say more, in its parameters
    return f"{said}, and {service.key} is a ClusterIP, which nodes do not serve; set {ALB}target-type: ip"


def _of_health_check(manifests: Manifests, ingress: Resource, service: Resource) -> Iterator[Finding]:
    asked = _said(ingress, service, "healthcheck-port")
    if asked is None or asked == _TRAFFIC:
        return
    owner = service if annotation(service, "healthcheck-port") is not None else ingress
    ports = service.spec.get("ports", [])
    number = digits(asked)
    is_ip = _said(ingress, service, "target-type") == "ip"
    if number is None:
        port = next((port for port in ports if port.get("name") == asked), None)
        if port is None:
            known = ", ".join(str(port.get("name", port["port"])) for port in ports) or "none"
            yield Finding(owner.where(*field("healthcheck-port")), f"{service.key} has no port {asked}; it has {known}")
        elif is_ip and isinstance(port.get("targetPort"), str):
            message = f"port {asked} of {service.key} leads to a named port, which the controller does not resolve"
            yield Finding(owner.where(*field("healthcheck-port")), message)
    elif is_ip and (fault := _unheard(manifests, service, number)):
        yield Finding(owner.where(*field("healthcheck-port")), fault, severity="warning")


def _unheard(manifests: Manifests, service: Resource, number: int) -> str | None:
    """Whether the health check asks for the Service's own port, where the pods listen on another."""
    pods = list(selected(manifests, service, {"matchLabels": service.spec.get("selector")}))
    declared = {port["containerPort"] for pod in pods for container in pod.containers for port in container.ports}
    of_service = {port["port"] for port in service.spec.get("ports", [])}
    if not service.spec.get("selector") or not declared or number in declared or number not in of_service:
        return None
    shown = ", ".join(map(str, sorted(declared)))
    return f"{number} is the port of {service.key}; with target-type ip the pods are asked, which declare {shown}"
