"""Ingresses of one group want one load balancer, and disagree on what it is to be.

One group (`group.name`) is one load balancer: scheme, address type, subnets, security groups, name, redirect and web
ACL may be said by one Ingress alone, or by all alike; attributes and tags may not contradict each other, nor may
protocol, TLS policy and allowed addresses of one port.

Why: the controller refuses the whole group ("conflicting scheme"): no change of any member reaches the load balancer.
Fix: let one value stand, or put one of the two into another group.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.annotation_values import parts
from plainsail.manifests.aws_load_balancer import annotation, field, groups, listeners
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_ALIKE = (
    "customer-owned-ipv4-pool",
    "ip-address-type",
    "load-balancer-name",
    "scheme",
    "shield-advanced-protection",
    "ssl-redirect",
    "waf-acl-id",
    "wafv2-acl-arn",
    "web-acl-id",
)
_LISTS = ("security-groups", "subnets")
_PAIRS = ("load-balancer-attributes", "tags")
_BY_PORT = ("inbound-cidrs", "ssl-policy")

_Said = tuple[str, str, str]
"""What is said: its annotation, what of it (a key, a port), and the value."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for group in groups(manifests).values():
        first: dict[tuple[str, str], tuple[Resource, str]] = {}
        default: Resource | None = None
        for ingress in group.members:
            for name, part, value in _said(ingress):
                other, said = first.setdefault((name, part), (ingress, value))
                if said != value:
                    yield _finding(group.name, (ingress, f"{part}{value}"), (other, f"{part}{said}"), name)
            if "defaultBackend" in ingress.spec:
                if default is not None:
                    message = f"group {group.name}: {default.key} has a default backend already"
                    yield Finding(ingress.where("spec.defaultBackend"), message)
                default = default or ingress


def _finding(group: str, here: tuple[Resource, str], there: tuple[Resource, str], name: str) -> Finding:
    (ingress, value), (other, said) = here, there
    space = f" in {other.namespace}" if other.namespace != ingress.namespace else ""
    message = f"group {group}: {name} is {value} here, and {said} in {other.key}{space}"
    # Somebody's files beside each other may be alternatives.
    alternative = ingress.environment is None and ingress.path != other.path
    return Finding(ingress.where(*field(name)), message, severity="warning" if alternative else None)


def _said(ingress: Resource) -> Iterator[_Said]:
    for name in _ALIKE:
        if (value := annotation(ingress, name)) is not None:
            yield name, "", value
    for name in _LISTS:
        if (value := annotation(ingress, name)) is not None:
            yield name, "", ", ".join(sorted(parts(value)))
    for name in _PAIRS:
        for pair in parts(annotation(ingress, name) or ""):
            key, _, value = pair.partition("=")
            yield name, f"{key}=", value
    explicit = annotation(ingress, "listen-ports") is not None
    for port, protocol in (listeners(ingress) or {}).items() if explicit else ():
        yield "listen-ports", f"{port} ", protocol
        for name in _BY_PORT if protocol == "HTTPS" else _BY_PORT[:1]:
            if (value := annotation(ingress, name)) is not None:
                yield name, f"port {port}: ", ", ".join(sorted(parts(value)))
