"""A ServiceMonitor or PodMonitor names a port that nothing it selects has.

A ServiceMonitor names ports of the Service by `port`, those of the containers by `targetPort`; a PodMonitor those of
the containers. Where one of several selected objects has the port, that one is scraped.

Why: Prometheus drops every target, and says nothing; alerts that need the series never fire.
Fix: name a port as the Service, or the container, names it.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.fields import mappings
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.monitors import looks_elsewhere, monitored_pods, monitored_services, monitors
from plainsail.manifests.pods import Pod
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import selected
from plainsail.terminal import listing

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for monitor in monitors(manifests):
        of_services = monitor.kind == "ServiceMonitor"
        services = monitored_services(manifests, monitor) if of_services else []
        pods = list(_pods_of(manifests, services)) if of_services else monitored_pods(manifests, monitor)
        field = "endpoints" if of_services else "podMetricsEndpoints"
        # Elsewhere, others may run what is selected as well, and have the port.
        severity: Severity = "info" if looks_elsewhere(monitor) else graded(monitor, SEVERITY, foreign="warning")
        for index, endpoint in enumerate(mappings(monitor.spec, field)):
            for key, value in endpoint.items():
                message = None
                if key == "port" and of_services and services:
                    message = _of_services(services, value)
                elif key in ("port", "portNumber", "targetPort") and pods and not (key == "port" and of_services):
                    message = _of_pods(pods, value)
                if message:
                    yield Finding(monitor.where(f"spec.{field}[{index}].{key}"), message, severity=severity)


def _pods_of(manifests: Manifests, services: list[Resource]) -> Iterator[Pod]:
    for service in services:
        if labels := service.spec.get("selector"):
            yield from selected(manifests, service, {"matchLabels": labels})


def _of_services(services: list[Resource], asked: object) -> str | None:
    names = {str(port["name"]) for service in services for port in service.spec.get("ports", []) if "name" in port}
    if asked in names:
        return None
    has = f"there is {', '.join(sorted(names))}" if names else "no port has a name"
    return f"{_shown(services)} no port named {asked}; {did_you_mean(str(asked), names).lstrip('; ') or has}"


def _of_pods(pods: list[Pod], asked: object) -> str | None:
    ports = [port for pod in pods for container in pod.containers for port in container.ports]
    if any(asked in (port.get("name"), port.get("containerPort")) for port in ports):
        return None
    known = sorted({str(port.get("name") or port.get("containerPort")) for port in ports})
    has = f"there is {', '.join(known)}" if known else "none is declared"
    return f"{_shown([pod.resource for pod in pods])} no container port {asked}; {has}"


def _shown(found: list[Resource]) -> str:
    names = list(dict.fromkeys(str(resource.key) for resource in found))
    return f"{listing(names)} {'has' if len(names) == 1 else 'have'}"
