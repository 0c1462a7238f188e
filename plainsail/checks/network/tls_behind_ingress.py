"""Caddy ends TLS behind an Ingress that ended it already.

Why: the Ingress speaks plain HTTP to the pod: Caddy redirects to HTTPS for ever, and asks for certificates in vain.
Fix: let `SERVER_NAME` be a port alone, such as `:80`, or begin with `http://`.
"""

import re
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.caddy import SERVER_NAME, listening
from plainsail.manifests.fields import mappings
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import ways_in

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_BACKEND = re.compile(r"backend-protocol|service\.serversscheme|ssl-passthrough|secure-backends")
_TLS = ("HTTPS", "GRPCS", "TRUE", "SSL")
_GATEWAY = "gateway.networking.k8s.io"


def check(manifests: Manifests) -> Iterator[Finding]:
    routed = _routed(manifests)
    for pod in manifests.pods():
        ways = list(ways_in(manifests, pod))
        ingresses = [way for way in ways if way.is_a("Ingress")]
        ours = pod.resource.environment is not None and bool(ways)
        if any(_speaks_tls(way) for way in ways) or not (ingresses or ours or routed & {way.name for way in ways}):
            continue
        for container in pod.main_containers:
            for address in listening(container):
                if address.tls:
                    yield Finding(
                        container.where(f"env[{SERVER_NAME}].value"),
                        f"{address.text} switches TLS on, and requests come in plain HTTP",
                    )


def _speaks_tls(way: Resource) -> bool:
    """Whether the Ingress, or the Service that it reads, is told to speak HTTPS to the pod."""
    backend = [value for name, value in way.annotations.items() if _BACKEND.search(name)]
    ports = way.spec.get("ports", []) if way.is_a("Service") else []
    return any(value.upper().startswith(_TLS) for value in backend) or any(
        port.get("appProtocol", "").lower() in ("https", "kubernetes.io/wss") for port in ports
    )


def _routed(manifests: Manifests) -> set[str | None]:
    """The names of Services that routes of the Gateway API lead to."""
    return {
        backend.get("name")
        for route in manifests.resources
        if route.key.group == _GATEWAY and route.kind == "HTTPRoute"
        for rule in mappings(route.spec, "rules")
        for backend in mappings(rule, "backendRefs")
    }
