"""A route of the Gateway API leads to a Service, or a port of it, that does not exist.

What a project's own tree does not render is an error; somebody's YAML may lead to what somebody else made, and there
only ports are certain. A Service of another namespace must say by a ReferenceGrant that it may be led to.

Why: the Gateway answers 500 (ResolvedRefs: BackendNotFound, RefNotPermitted).
Fix: name a rendered Service and one of its ports by number.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.fields import mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.routes import GATEWAY, Backend, routes, services_of_route

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    grants = _grants(manifests)
    for route in routes(manifests):
        for backend in services_of_route(route):
            service = manifests.sibling(route, "Service", backend.name, namespace=backend.namespace)
            space = backend.namespace
            if message := _of_service(manifests, route, backend, service):
                yield Finding(route.where(backend.field), message)
            elif space and space != route.namespace and not _is_let_in(grants, route, backend):
                yield Finding(
                    route.where(backend.field),
                    f"leads to namespace {space}, in which no ReferenceGrant lets {route.kind}s of this one in",
                    severity="warning" if route.environment else "info",
                )


def _of_service(manifests: Manifests, route: Resource, backend: Backend, service: Resource | None) -> str | None:
    if service is None and backend.port is not None:
        where = f" in {backend.namespace}" if backend.namespace else ""
        return f"there is no Service/{backend.name}{where}" if route.environment else None
    if backend.port is None:
        return f"names no port of Service/{backend.name}"
    if service is None or not manifests.is_sound(service) or service.spec.get("type") == "ExternalName":
        return None
    ports = [port["port"] for port in service.spec.get("ports", [])]
    known = ", ".join(map(str, ports)) or "none"
    return None if backend.port in ports else f"Service/{backend.name} has no port {backend.port}; it has {known}"


_Grants = set[tuple[str | None, str | None, str | None, str, str]]
"""Environment, namespace that lets in, namespace and kind of route that are let in, and the Service; "" for each."""


def _grants(manifests: Manifests) -> _Grants:
    return {
        (grant.environment, grant.namespace, text(origin, "namespace"), text(origin, "kind"), text(target, "name"))
        for grant in manifests.custom(GATEWAY, "ReferenceGrant")
        for origin in mappings(grant.spec, "from")
        for target in mappings(grant.spec, "to")
        if text(origin, "group") == GATEWAY and text(target, "kind") == "Service" and not text(target, "group")
    }


def _is_let_in(grants: _Grants, route: Resource, backend: Backend) -> bool:
    pair = route.environment, backend.namespace, route.namespace, route.kind
    return any((*pair, name) in grants for name in ("", backend.name))
