"""A Service's fields contradict each other or its type.

Why: the API server refuses the Service.
Fix: give it ports (unless it is headless or an ExternalName), name them where there are several, and leave `nodePort`
and `externalTrafficPolicy` to the types that have them.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"

_OUTSIDE = ("NodePort", "LoadBalancer")


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("service")(manifests)
    for service in manifests.of("Service"):
        for field, message in _wrong(service.spec):
            yield Finding(service.where(f"spec.{field}"), message)


def _wrong(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    kind = spec.get("type") or "ClusterIP"
    if kind == "ExternalName":
        yield from _of_external_name(spec)
    else:
        yield from _of_ports(spec, kind)
        yield from _of_type(spec, kind)
    if spec.get("sessionAffinityConfig") and spec.get("sessionAffinity") != "ClientIP":
        yield "sessionAffinityConfig", "belongs to sessionAffinity: ClientIP"


def _of_external_name(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if not spec.get("externalName"):
        yield "externalName", "an ExternalName needs externalName"
    if spec.get("clusterIP"):
        yield "clusterIP", "an ExternalName has no clusterIP"


def _of_ports(spec: dict[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    ports = spec.get("ports", [])
    headless = spec.get("clusterIP") == "None"
    if not ports and not headless:
        yield "ports", f"has no port, which a {kind} needs"
    if headless and kind in _OUTSIDE:
        yield "clusterIP", f"a {kind} cannot be headless"
    if len(ports) > 1 and not all(port.get("name") for port in ports):
        yield "ports", "has several ports, and not each has a name"
    if kind not in _OUTSIDE and any(port.get("nodePort") for port in ports):
        yield "ports", f"has a nodePort, which a {kind} does not take"


def _of_type(spec: dict[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    if kind not in _OUTSIDE and spec.get("externalTrafficPolicy") and not spec.get("externalIPs"):
        yield "externalTrafficPolicy", f"a {kind} has no externalTrafficPolicy"
    if kind != "LoadBalancer":
        for field in ("loadBalancerClass", "allocateLoadBalancerNodePorts"):
            if field in spec:
                yield field, f"a {kind} has no {field}"
