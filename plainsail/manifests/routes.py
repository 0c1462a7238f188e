"""Who asks for which host and path: Ingresses, and routes of the Gateway API.

Routes come without a schema, so nothing is taken for granted of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from plainsail.manifests.fields import listed, mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

GATEWAY = "gateway.networking.k8s.io"
_KINDS = ("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute")


@dataclass(frozen=True)
class Backend:
    """Where a rule of a route leads."""

    field: str
    name: str
    namespace: str | None
    """The namespace that it names; None for the route's own."""
    port: int | None


@lru_cache(maxsize=2)
def routes(manifests: Manifests) -> tuple[Resource, ...]:
    """The routes of the Gateway API."""
    return tuple(manifests.custom(GATEWAY, *_KINDS))


def services_of_route(route: Resource) -> Iterator[Backend]:
    """The Services that a route leads to, or copies requests to."""
    for number, rule in enumerate(mappings(route.spec, "rules")):
        place = f"spec.rules[{number}]"
        for index, reference in enumerate(mappings(rule, "backendRefs")):
            yield from _backend(f"{place}.backendRefs[{index}]", reference)
        for index, entry in enumerate(mappings(rule, "filters")):
            mirror = mapping(entry, "requestMirror", "backendRef")
            yield from _backend(f"{place}.filters[{index}].requestMirror.backendRef", mirror)


def _backend(field: str, reference: dict[str, Any]) -> Iterator[Backend]:
    name, group, kind = (text(reference, key) for key in ("name", "group", "kind"))
    if name and not group and kind in ("", "Service"):
        port = reference.get("port")
        number = port if isinstance(port, int) and not isinstance(port, bool) else None
        yield Backend(field, name, text(reference, "namespace") or None, number)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A path of a host that somebody asks for."""

    resource: Resource
    field: str
    host: str
    """Empty for every host."""
    path: str
    kind: str
    """`Exact`, `Prefix`, ... : one path may be claimed once in each way."""
    service: str
    """The Service that an Ingress leads to from there; empty for a route."""
    door: str
    """Through what requests come in: a class of Ingresses, a Gateway. Two doors are two addresses."""

    @property
    def shown(self) -> str:
        """`example.com/api`."""
        return f"{self.host or 'every host, '}{self.path or '/'}"


def claims_of_ingress(ingress: Resource, door: str) -> Iterator[Claim]:
    """The paths that an Ingress asks for."""
    for number, rule in enumerate(ingress.spec.get("rules", [])):
        for index, entry in enumerate(rule.get("http", {}).get("paths", [])):
            yield Claim(
                resource=ingress,
                field=f"spec.rules[{number}].http.paths[{index}]",
                host=rule.get("host", ""),
                path=entry.get("path", ""),
                kind=entry["pathType"],
                service=text(entry["backend"], "service", "name"),
                door=door,
            )


def claims_of_route(route: Resource) -> Iterator[Claim]:
    """The paths that an HTTPRoute asks for by nothing but the path; headers and methods tell requests apart."""
    hosts = [host for host in listed(route.spec, "hostnames") if isinstance(host, str)] or [""]
    doors = sorted({_door(route, parent) for parent in mappings(route.spec, "parentRefs")})
    for number, rule in enumerate(mappings(route.spec, "rules")):
        matches = mappings(rule, "matches") or [{}]
        for match in matches:
            if not set(match) <= {"path"}:
                continue
            path = text(match, "path", "value") or "/"
            kind = text(match, "path", "type") or "PathPrefix"
            for host in hosts:
                for door in doors:
                    field = f"spec.rules[{number}]"
                    yield Claim(resource=route, field=field, host=host, path=path, kind=kind, service="", door=door)


def _door(route: Resource, parent: dict[str, Any]) -> str:
    space = text(parent, "namespace") or route.namespace or ""
    return "/".join((space, text(parent, "name"), text(parent, "sectionName"), str(parent.get("port", ""))))
