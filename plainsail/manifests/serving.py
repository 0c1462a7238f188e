"""Which pods and containers serve requests: those that a Service leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container, Pod
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import has_all

_WATCHED = re.compile(r"metric|prom|monitor|telemetry|health|probe|debug|pprof|webhook-?metrics")
"""Names of ports that only monitoring asks: a request that meets a pod too early is asked again."""
_DELAY = re.compile(r"deregistration_delay\.timeout_seconds\s*=\s*(\d+)")
_ATTRIBUTES = (
    "alb.ingress.kubernetes.io/target-group-attributes",
    "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes",
)


def services_of(manifests: Manifests, pod: Pod) -> Iterator[Resource]:
    """The Services that select a pod."""
    for service in manifests.near(pod.resource, "Service"):
        selector: dict[str, str] = service.spec.get("selector", {})
        if selector and service.spec.get("type") != "ExternalName" and has_all(selector, pod.labels):
            yield service


def serving_containers(manifests: Manifests, pod: Pod) -> list[Container]:
    """The containers of a pod that answer the requests of a Service which waits for pods to be ready."""
    if pod.ends:
        return []
    ports = [port for service in services_of(manifests, pod) for port in _ports(service)]
    return [c for c in _lasting(pod) if any(_answers(c, port) for port in ports)]


def _lasting(pod: Pod) -> list[Container]:
    return [c for c in pod.containers if not c.is_init and c.list_name != "ephemeralContainers"]


def _ports(service: Resource) -> Iterator[dict[str, Any]]:
    # A Service without address only names pods, for their peers and for monitoring.
    if service.spec.get("clusterIP") != "None" and not service.spec.get("publishNotReadyAddresses"):
        yield from service.spec.get("ports", [])


def _answers(container: Container, port: dict[str, Any]) -> bool:
    target = port.get("targetPort", port.get("port"))
    declared = [said for said in container.ports if target in (said.get("name"), said["containerPort"])]
    names = [port.get("name", ""), *(said.get("name", "") for said in declared)]
    if any(_WATCHED.search(name) for name in names):
        return False
    return bool(declared) or (isinstance(target, int) and len(_lasting(container.pod)) == 1)


def ways_in(manifests: Manifests, pod: Pod) -> Iterator[Resource]:
    """The Services that select a pod, and the Ingresses that lead to them."""
    services = list(services_of(manifests, pod))
    yield from services
    names = {service.name for service in services}
    for ingress in manifests.near(pod.resource, "Ingress"):
        if names & set(_backends(ingress.spec)):
            yield ingress


def _backends(spec: dict[str, Any]) -> Iterator[str]:
    paths = [path for rule in spec.get("rules", []) for path in rule.get("http", {}).get("paths", [])]
    for backend in (spec.get("defaultBackend", {}), *(path["backend"] for path in paths)):
        if "service" in backend:
            yield backend["service"]["name"]


def deregistration_delay(way_in: Resource) -> tuple[int, str] | None:
    """Seconds that AWS's load balancer lets a leaving pod finish, and the field that says so; None where none does."""
    for name in _ATTRIBUTES:
        found = _DELAY.search(way_in.annotations.get(name, ""))
        if found:
            return int(found[1]), f"metadata.annotations[{name}]"
    return None


def pre_stop(container: Container) -> float | None:
    """Seconds that a container's `preStop` waits; None where there is no hook, or no telling.

    The hook may be `sleep`, or a command that sleeps for a fixed time.
    """
    hook = container.spec.get("lifecycle", {}).get("preStop", {})
    if "sleep" in hook:
        seconds: float = hook["sleep"]["seconds"]
        return seconds
    command = " ".join(hook.get("exec", {}).get("command", []))
    if re.search(r"\b(while|until|for)\b", command):
        return None
    naps = re.findall(r"\bsleep\s+(\d+(?:\.\d+)?)([smh]?)(?=$|[\s;&|)\"'])", command)
    return sum(float(number) * {"m": 60, "h": 3600}.get(unit, 1) for number, unit in naps) if naps else None


def grace_period(pod: Pod) -> int:
    """Seconds between the decision to stop a pod and SIGKILL (`terminationGracePeriodSeconds`)."""
    seconds: int = pod.spec.get("terminationGracePeriodSeconds", 30)
    return seconds
