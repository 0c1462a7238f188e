"""One form for what means the same: ports by number, volumes by where they are, users where they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs_lib.kubernetes.objects import Document
from plainsail.helm_import.native.roles import pod_of

WORKLOADS = ("Deployment", "CronJob")
"""Kinds whose pods are compared."""
_INHERITED = ("runAsGroup", "runAsNonRoot", "runAsUser", "seccompProfile")
"""What containers have of their pod, unless they say their own."""


def in_normal_form(document: Document, *, deployment: Document | None, service: Document | None) -> Document:
    """The object, changed: one form stands for all that mean the same. The others tell numbers of ports."""
    match document["kind"]:
        case kind if kind in WORKLOADS:
            _volumes_by_path(pod_of(document)["spec"])
            _security_by_container(pod_of(document)["spec"])
            for container in pod_of(document)["spec"]["containers"]:
                _probes_by_number(container)
        case "Service" if deployment:
            listened = _container_ports(pod_of(deployment)["spec"]["containers"][0])
            for port in document["spec"]["ports"]:
                if "targetPort" in port:
                    port["targetPort"] = listened.get(port["targetPort"], port["targetPort"])
        case "Ingress" if service:
            _backends_by_number(document, {port.get("name"): port["port"] for port in service["spec"]["ports"]})
    return document


def _probes_by_number(container: Mapping[str, Any]) -> None:
    numbers = _container_ports(container)
    for port in container.get("ports") or ():
        port.pop("name", None)
    for name in ("livenessProbe", "readinessProbe", "startupProbe"):
        for asked in (container.get(name) or {}).values():
            if isinstance(asked, dict) and "port" in asked:
                asked["port"] = numbers.get(asked["port"], asked["port"])


def _backends_by_number(document: Document, served: Mapping[Any, int]) -> None:
    for rule in document["spec"].get("rules") or ():
        for path in (rule.get("http") or {}).get("paths") or ():
            port = (path["backend"].get("service") or {}).get("port") or {}
            if "name" in port and port["name"] in served:
                port["number"] = served[port.pop("name")]


def _container_ports(container: Mapping[str, Any]) -> dict[Any, int]:
    return {port.get("name"): port["containerPort"] for port in container.get("ports") or ()}


def _volumes_by_path(pod: dict[str, Any]) -> None:
    """Names of volumes are nobody else's: the path at which the app sees one tells it."""
    mounts = pod["containers"][0].get("volumeMounts") or ()
    paths = {mount["name"]: mount["mountPath"] for mount in mounts}
    for container in pod["containers"]:
        for mount in container.get("volumeMounts") or ():
            mount["name"] = paths.get(mount["name"], mount["name"])
    for volume in pod.get("volumes") or ():
        volume["name"] = paths.get(volume["name"], volume["name"])


def _security_by_container(pod: dict[str, Any]) -> None:
    own = pod.get("securityContext") or {}
    inherited = {name: own.pop(name) for name in _INHERITED if name in own}
    for container in pod["containers"]:
        container["securityContext"] = inherited | (container.get("securityContext") or {})
