"""A route of the Gateway API names a Gateway that does not take it.

Judged where the Gateway stands beside the route: it must have the listener that the route names, by `sectionName` or
`port`; one of its listeners must take routes of this kind, be open to the route's namespace, and share a host name.

Why: the route is not attached (NoMatchingParent, NotAllowedByListeners, NoMatchingListenerHostname): the Gateway
answers 404 as if it were not there.
Fix: name a listener that is there; open it by `allowedRoutes.namespaces`; let the host names meet.
"""

from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.fields import listed, mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.routes import GATEWAY, routes

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_WITH_HOSTS = ("HTTPRoute", "GRPCRoute", "TLSRoute")


def check(manifests: Manifests) -> Iterator[Finding]:
    gateways = {
        (gateway.environment, gateway.namespace, gateway.name): gateway
        for gateway in manifests.custom(GATEWAY, "Gateway")
    }
    for route in routes(manifests):
        for index, parent in enumerate(mappings(route.spec, "parentRefs")):
            if text(parent, "kind") not in ("", "Gateway") or text(parent, "group") not in ("", GATEWAY):
                continue
            space = text(parent, "namespace") or route.namespace
            gateway = gateways.get((route.environment, space, text(parent, "name")))
            if gateway is not None and (message := _problem(route, parent, gateway)):
                yield Finding(route.where(f"spec.parentRefs[{index}]"), message)


def _problem(route: Resource, parent: dict[str, Any], gateway: Resource) -> str | None:
    listeners = mappings(gateway.spec, "listeners")
    name, port = text(parent, "sectionName"), parent.get("port")
    if name:
        names = [text(listener, "name") for listener in listeners]
        listeners = [listener for listener in listeners if text(listener, "name") == name]
        if not listeners:
            return f"{gateway.key} has no listener {name}{did_you_mean(name, names)}"
    if port is not None:
        listeners = [listener for listener in listeners if listener.get("port") == port]
        if not listeners:
            return f"{gateway.key} has no listener on port {port}"
    if listeners and not (listeners := [listener for listener in listeners if _takes(listener, route.kind)]):
        return f"{gateway.key} has no listener for {route.kind}s"
    open_ones = [listener for listener in listeners if _is_open(listener, route, gateway)]
    if listeners and not open_ones:
        return f"{gateway.key} takes routes of its own namespace {gateway.namespace} alone (allowedRoutes)"
    return _hosts_apart(route, gateway, open_ones)


def _hosts_apart(route: Resource, gateway: Resource, listeners: list[dict[str, Any]]) -> str | None:
    hosts = [host for host in listed(route.spec, "hostnames") if isinstance(host, str)]
    theirs = [text(listener, "hostname") for listener in listeners]
    if not hosts or not theirs or route.kind not in _WITH_HOSTS:
        return None
    if all(theirs) and not any(_meet(host, other) for host in hosts for other in theirs):
        return f"{', '.join(hosts)} is no host of {gateway.key}, which listens for {', '.join(sorted(set(theirs)))}"
    return None


_PROTOCOLS = {
    "HTTP": ("HTTPRoute", "GRPCRoute"),
    "HTTPS": ("HTTPRoute", "GRPCRoute"),
    "TLS": ("TLSRoute", "TCPRoute"),
    "TCP": ("TCPRoute",),
    "UDP": ("UDPRoute",),
}
"""The kinds of route that a listener of each protocol takes, where it does not say; others are an implementation's."""


def _takes(listener: dict[str, Any], kind: str) -> bool:
    allowed = mappings(mapping(listener, "allowedRoutes"), "kinds")
    if allowed:
        return any(text(one, "kind") == kind for one in allowed)
    protocol = text(listener, "protocol")
    return protocol not in _PROTOCOLS or kind in _PROTOCOLS[protocol]


def _is_open(listener: dict[str, Any], route: Resource, gateway: Resource) -> bool:
    """Whether a listener may take routes of the namespace; of a selector, nobody knows."""
    origin = text(mapping(listener, "allowedRoutes", "namespaces"), "from") or "Same"
    unknown = route.namespace is None or gateway.namespace is None
    return origin in ("All", "Selector") or (origin == "Same" and (unknown or route.namespace == gateway.namespace))


def _meet(one: str, other: str) -> bool:
    """Whether two host names, either of which may begin with `*.`, have a host in common."""
    if one.startswith("*.") and other.startswith("*."):
        return one.endswith(other[1:]) or other.endswith(one[1:])
    if one.startswith("*."):
        return other.endswith(one[1:])
    return one.endswith(other[1:]) if other.startswith("*.") else one == other
