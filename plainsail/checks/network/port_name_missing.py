"""A port is asked for by a name that no container has.

Why: a probe on it fails and its container is killed; a Service's or a NetworkPolicy's port on it leads nowhere.
Fix: use a name that stands in the container's `ports`, with the same protocol.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import digits
from plainsail.manifests.lifecycle import handlers
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container, Pod
from plainsail.manifests.selectors import has_all, matches, pods_beside

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        yield from _of_container(container)
    yield from _of_services(manifests)
    yield from _of_policies(manifests)


def _of_container(container: Container) -> Iterator[Finding]:
    names = {port.get("name") for port in container.ports}
    for field, handler in handlers(container):
        for way in ("httpGet", "tcpSocket"):
            port = handler.get(way, {}).get("port")
            if isinstance(port, str) and digits(port) is None and port not in names:
                yield Finding(container.where(f"{field}.{way}.port"), f"the container has no port named {port!r}")


def _of_services(manifests: Manifests) -> Iterator[Finding]:
    for service in manifests.of("Service"):
        selector = service.spec.get("selector")
        pods = [pod for pod in pods_beside(manifests, service) if selector and has_all(selector, pod.labels)]
        for index, port in enumerate(service.spec.get("ports", [])):
            target = port.get("targetPort")
            if isinstance(target, str) and pods and not _any_has(pods, target, port.get("protocol", "TCP")):
                yield Finding(
                    service.where(f"spec.ports[{index}].targetPort"),
                    f"no container of {pods[0].resource.key} has a {_port(port)} named {target!r}",
                )


def _of_policies(manifests: Manifests) -> Iterator[Finding]:
    for policy in manifests.of("NetworkPolicy"):
        selector = policy.spec.get("podSelector", {})
        pods = [pod for pod in pods_beside(manifests, policy) if matches(selector, pod.labels)]
        for number, rule in enumerate(policy.spec.get("ingress", [])):
            for index, port in enumerate(rule.get("ports", [])):
                name = port.get("port")
                if isinstance(name, str) and pods and not _any_has(pods, name, port.get("protocol", "TCP")):
                    yield Finding(
                        policy.where(f"spec.ingress[{number}].ports[{index}].port"),
                        f"no container of {pods[0].resource.key} has a {_port(port)} named {name!r}",
                    )


def _port(port: dict[str, Any]) -> str:
    return f"{port.get('protocol', 'TCP')} port"


def _any_has(pods: list[Pod], name: str, protocol: str) -> bool:
    return any(
        port.get("name") == name and port.get("protocol", "TCP") == protocol
        for pod in pods
        for container in pod.containers
        if not container.is_init
        for port in container.ports
    )
