"""A port is asked for by a name that no container has.

Of a headless Service it is no more than info: DNS leads to its pods, and callers choose the port.

Why: a probe on it fails and its container is killed; a Service's or a NetworkPolicy's port on it leads nowhere.
Fix: use a name that stands in the container's `ports`, with the same protocol.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from constructs_lib.kubernetes.label_selectors import Selector
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.fields import digits
from plainsail.manifests.lifecycle import handlers
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import Neighbours
from plainsail.manifests.pods import Container, Pod
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import by_label, matching, selected

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_PodsByPort = Mapping[tuple[str, str], Neighbours[Pod]]
"""Pods by the name and protocol of a port that they have."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        yield from _of_container(manifests, container)
    by_port = _pods_by_port(manifests)
    yield from _of_services(manifests, by_port)
    yield from _of_policies(manifests, by_port)


def _of_container(manifests: Manifests, container: Container) -> Iterator[Finding]:
    names = {port.get("name") for port in container.ports}
    for field, handler in handlers(container):
        for way in ("httpGet", "tcpSocket"):
            port = handler.get(way, {}).get("port")
            if isinstance(port, str) and digits(port) is None and port not in names:
                where = container.where(f"{field}.{way}.port")
                if not manifests.is_refused(container.resource, where.field):
                    yield Finding(where, f"the container has no port named {port!r}")


def _of_services(manifests: Manifests, by_port: _PodsByPort) -> Iterator[Finding]:
    for service in manifests.of("Service"):
        selector = {"matchLabels": service.spec.get("selector")}
        for index, port in enumerate(service.spec.get("ports", [])):
            target = port.get("targetPort")
            if isinstance(target, str) and selector["matchLabels"]:
                message = _problem(manifests, by_port, service, selector, (target, port.get("protocol") or "TCP"))
                if message:
                    # A headless Service leads to its pods themselves, whatever their ports.
                    headless = service.spec.get("clusterIP") == "None"
                    yield Finding(
                        service.where(f"spec.ports[{index}].targetPort"),
                        f"{message}: its endpoints and SRV records lack the port" if headless else message,
                        severity="info" if headless else None,
                    )


def _of_policies(manifests: Manifests, by_port: _PodsByPort) -> Iterator[Finding]:
    for policy in manifests.of("NetworkPolicy"):
        selector = policy.spec.get("podSelector", {})
        for number, rule in enumerate(policy.spec.get("ingress", [])):
            for index, port in enumerate(rule.get("ports", [])):
                name = port.get("port")
                if isinstance(name, str):
                    message = _problem(manifests, by_port, policy, selector, (name, port.get("protocol") or "TCP"))
                    if message:
                        yield Finding(policy.where(f"spec.ingress[{number}].ports[{index}].port"), message)


def _pods_by_port(manifests: Manifests) -> _PodsByPort:
    pods: dict[tuple[str, str], dict[Pod, None]] = defaultdict(dict)
    for container in manifests.containers():
        for port in container.ports if not container.is_init else ():
            if "name" in port:
                pods[port["name"], port.get("protocol") or "TCP"][container.pod] = None
    return {port: by_label(owners) for port, owners in pods.items()}


def _problem(
    manifests: Manifests, by_port: _PodsByPort, of: Resource, selector: Selector, port: tuple[str, str]
) -> str | None:
    pod = next(selected(manifests, of, selector), None)
    if pod is None or (port in by_port and any(matching(by_port[port], of, selector))):
        return None
    return f"no container of {pod.resource.key} has a {port[1]} port named {port[0]!r}"
