"""Requests go elsewhere, or nowhere: a Service, an Ingress, a route or what they select changed.

Why: names in DNS, certificates and clients know the old way, and follow when somebody tells them.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.diff import ABSENT, FieldChange
from constructs_lib.kubernetes.paths import Item, match
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import mappings, text
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.routes import destinations, gateways, hostnames

SEVERITY: Severity = "warning"

_ALB = "alb.ingress.kubernetes.io"
_REPLACING = {f"{_ALB}/{name}" for name in ("scheme", "group.name", "load-balancer-name", "ip-address-type")}
"""Annotations that make the controller take another load balancer."""

_OF_ROUTES = (
    ("hostnames", hostnames, "no longer answers here"),
    ("parentRefs", gateways, "brings no requests here any more"),
    ("rules", destinations, "no longer answers"),
)
"""Fields of routes, what is read of each, and what becomes of that which goes."""


def find(comparison: Comparison) -> Iterator[Finding]:
    """Ports, selectors and types of Services; hosts, paths and classes of Ingresses; hosts and rules of routes."""
    for change in comparison.changed("Service"):
        for field in change.fields:
            message = _service(field)
            if message:
                yield change.finding(message, [field])
    for change in comparison.changed("HTTPRoute", "GRPCRoute"):
        yield from _route(change)
    for change in comparison.changed("Ingress"):
        yield from _hosts(change)
        for field in (*change.leaves, *(item for item in change.fields if isinstance(item.path[-1], Item))):
            message = _ingress(field)
            if message:
                yield change.finding(message, [field])


def _service(field: FieldChange) -> str:
    port = match("spec.ports[*]", field.path)
    if port and field.new is ABSENT:
        return f"port {port[0]} no longer answers"
    inner = match("spec.ports[*].*", field.path)
    if inner and inner[1] == "targetPort":
        return f"port {inner[0]} leads to {field.new} of the pods instead of {field.old}"
    if inner and inner[1] == "name":
        return f"port {inner[0]} is called {field.new} instead of {field.old}: what names it must follow"
    if inner and inner[1] == "appProtocol":
        new, old = ("no protocol" if said is ABSENT else said for said in (field.new, field.old))
        return f"port {inner[0]} is said to speak {new} instead of {old}"
    if field.within("spec", "selector"):
        return "it selects other pods: requests move as soon as it is applied"
    return _kind_of_service(field)


def _kind_of_service(field: FieldChange) -> str:
    if field.path == ("spec", "clusterIP") and (field.old, field.new) == ("None", ABSENT):
        return "it stays headless: an address comes only with a Service that is deleted and made again"
    if field.path == ("spec", "type"):
        new, old = ("ClusterIP" if kind is ABSENT else kind for kind in (field.new, field.old))
        return f"its type is {new} instead of {old}: addresses outside the cluster change"
    return ""


def _hosts(change: ObjectChange) -> Iterator[Finding]:
    if change.old is None or change.new is None:
        return
    old, new = _names(change.old), _names(change.new)
    gone, come = [host for host in old if host not in new], [host for host in new if host not in old]
    fields = [field for field in change.fields if field.within("spec", "rules")]
    words = f"{', '.join(map(_host, come))} must lead here, and needs a certificate" if come else ""
    if gone:
        words = f"{', '.join(map(_host, gone))} no longer answers{f'; {words}' if come else ''}"
    if words:
        yield change.finding(words, fields, at=None if fields else "spec")


def _route(change: ObjectChange) -> Iterator[Finding]:
    if change.old is None or change.new is None:
        return
    for field, read, words in _OF_ROUTES:
        old, new = read(change.old), read(change.new)
        fields = [each for each in change.fields if each.within("spec", field)]
        messages = [f"{name} {words}" for name in old if name not in new]
        moved = (name for name in old if new.get(name, old[name]) != old[name])
        messages += [f"{name} leads to {new[name]} instead of {old[name]}" for name in moved]
        if field == "hostnames":
            messages += [f"{name} must lead to the Gateway" for name in new if name not in old]
        if fields and messages:
            yield change.finding("; ".join(messages), fields)


def _names(ingress: Resource) -> list[str]:
    return [text(rule, "host") for rule in mappings(ingress.document, "spec", "rules")]


def _host(name: str) -> str:
    return name or "every other host"


def _ingress(field: FieldChange) -> str:
    path = match("spec.rules[*].http.paths[*]", field.path)
    if path and field.new is ABSENT:
        return f"{path[0]}{path[1]} no longer answers"
    kind = match("spec.rules[*].http.paths[*].pathType", field.path)
    if kind and ABSENT not in (field.old, field.new):
        return f"{kind[0]}{kind[1]} is matched as {field.new} instead of {field.old}"
    if field.path == ("spec", "ingressClassName"):
        return f"another controller serves it ({field.new}): its address changes"
    if field.path[-1] in _REPLACING:
        return f"its load balancer is replaced ({field.path[-1]}): its address changes"
    return ""
