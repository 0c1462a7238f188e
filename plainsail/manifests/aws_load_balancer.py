"""Ingresses and Services as the AWS Load Balancer Controller reads them: whose they are, ports, groups."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

ALB = "alb.ingress.kubernetes.io/"
SERVICE = "service.beta.kubernetes.io/"
ACTION = "use-annotation"
"""The port's name of a backend that an annotation describes: `actions.NAME`."""
_CLASS = "kubernetes.io/ingress.class"
_OTHERS = ("nginx", "traefik", "haproxy", "gce", "kong", "contour", "istio", "azure", "cilium", "openshift", "caddy")

Protocol = Literal["HTTP", "HTTPS"]


def class_of(ingress: Resource) -> str:
    """The class that an Ingress names: the old annotation counts before the field; empty where it names none."""
    return ingress.annotations.get(_CLASS) or str(ingress.spec.get("ingressClassName") or "")


def is_alb(ingress: Resource) -> bool:
    """Whether the controller serves an Ingress: its class is `alb`, or it speaks to it and to nobody else."""
    name = class_of(ingress).lower()
    if name == "alb":
        return True
    speaks = any(key.startswith(ALB) for key in ingress.annotations)
    return speaks and not any(other in name for other in _OTHERS)


def annotation(resource: Resource, name: str) -> str | None:
    """One of the controller's annotations, by its name without prefix."""
    return resource.annotations.get(f"{ALB}{name}")


def field(name: str) -> tuple[str, str]:
    """Where such an annotation stands, for `Resource.where`."""
    return "metadata.annotations", f"{ALB}{name}"


def listen_ports(text: str) -> dict[int, Protocol]:
    """The ports of `listen-ports`, each with its protocol. Raises `ValueError` with what is wrong.

    >>> listen_ports('[{"HTTP": 80}, {"HTTPS": 443}]')
    {80: 'HTTP', 443: 'HTTPS'}
    """
    example = """; write '[{"HTTP": 80}, {"HTTPS": 443}]'"""
    try:
        entries: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is no JSON{example}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError(f"is no list of objects{example}")
    if not entries:
        raise ValueError(f"names no port{example}")
    ports: dict[int, Protocol] = {}
    for entry in entries:
        for protocol, port in entry.items():
            if isinstance(port, bool) or not isinstance(port, int):
                raise ValueError(f"{port!r} is no number{example}")
            if not 1 <= port <= 65535:
                raise ValueError(f"{port} is no port")
            if protocol not in ("HTTP", "HTTPS"):
                raise ValueError(f"{protocol!r} is neither HTTP nor HTTPS")
            ports[port] = protocol
    return ports


def listeners(ingress: Resource) -> dict[int, Protocol] | None:
    """The ports that the load balancer listens on for an Ingress; None where that is not known."""
    text = annotation(ingress, "listen-ports")
    if text is None:
        return {443: "HTTPS"} if annotation(ingress, "certificate-arn") else {80: "HTTP"}
    try:
        return listen_ports(text)
    except ValueError:
        return None


@dataclass(frozen=True, eq=False)
class Group:
    """Ingresses that share one load balancer (`group.name`)."""

    name: str
    members: Sequence[Resource]

    @cached_property
    def redirects(self) -> bool:
        """Whether one of them sends what comes by HTTP to HTTPS: that holds for all."""
        return any(annotation(member, "ssl-redirect") for member in self.members)


@lru_cache(maxsize=2)
def groups(manifests: Manifests) -> Mapping[tuple[str | None, str], Group]:
    """The groups of more than one Ingress, by environment and name: they reach across namespaces."""
    members: dict[tuple[str | None, str], list[Resource]] = {}
    for ingress in manifests.of("Ingress"):
        if is_alb(ingress) and (name := annotation(ingress, "group.name")):
            members.setdefault((ingress.environment, name), []).append(ingress)
    return {key: Group(key[1], each) for key, each in members.items() if len(each) > 1}


def group_of(manifests: Manifests, ingress: Resource) -> Group:
    """The Ingresses that share a load balancer with one, itself included."""
    name = annotation(ingress, "group.name") or ""
    return groups(manifests).get((ingress.environment, name)) or Group(name, [ingress])


def served(manifests: Manifests) -> Iterator[Resource]:
    """The Ingresses that the controller serves."""
    return (ingress for ingress in manifests.of("Ingress") if is_alb(ingress))
