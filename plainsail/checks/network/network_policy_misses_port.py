"""A NetworkPolicy opens a port that no pod has.

The ports of a policy are those of the pods, never those of a Service in front of them. In YAML that is no project's
own, containers may listen on ports that they do not declare; there, only the port of a Service is doubted.

Why: nothing reaches the port that the pods do have.
Fix: name the container's port, by number or by its name.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from constructs_lib.kubernetes.label_selectors import Selector
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.caddy import listening
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import Neighbours
from plainsail.manifests.pods import Container, Pod
from plainsail.manifests.policies import each_rule, known_peers, selector_of
from plainsail.manifests.ports import shown
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import by_label, matching, selected, services_of

SEVERITY: Severity = "warning"

_Port = tuple[int | str, str]
_UNKNOWN: _Port = ("", "")
"""What a pod has that does not tell its ports."""
_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")


def check(manifests: Manifests) -> Iterator[Finding]:
    by_port = _pods_by_port(manifests)
    for policy in manifests.of("NetworkPolicy"):
        for way, number, rule in each_rule(policy):
            targets = [(policy, selector_of(policy))] if way == "ingress" else known_peers(policy, rule.get("to", []))
            for index, port in enumerate(rule.get("ports", []) if targets else ()):
                # Of pods that let somebody in, another check looks for the name.
                asked = "port" in port and (way == "egress" or isinstance(port["port"], int))
                pod = _lacking(manifests, by_port, targets, port) if asked else None
                if pod is not None:
                    service = next((one for one in services_of(manifests, pod) if _has(one, port["port"])), None)
                    yield Finding(
                        policy.where(f"spec.{way}[{number}].ports[{index}].port"),
                        _message(port, pod, service),
                        severity=None if policy.environment or service else "info",
                    )


def _lacking(
    manifests: Manifests,
    by_port: Mapping[_Port, Neighbours[Pod]],
    targets: Sequence[tuple[Resource, Selector]],
    port: Mapping[str, Any],
) -> Pod | None:
    """One of the pods that a port is opened for, where none of them has it."""
    wanted = [by_port[known] for known in by_port if known == _UNKNOWN or _is_it(port, known)]
    if any(any(matching(pods, of, selector)) for pods in wanted for of, selector in targets):
        return None
    pods = chain.from_iterable(selected(manifests, of, selector) for of, selector in targets)
    return next((pod for pod in pods if not pod.ends), None)


def _message(port: Mapping[str, Any], pod: Pod, service: Resource | None) -> str:
    asked = f"port named {port['port']!r}" if isinstance(port["port"], str) else f"port {port['port']}"
    has = shown(number for number, _ in _ports(pod) if isinstance(number, int))
    message = f"opens {port.get('protocol') or 'TCP'} {asked}, which no container of {pod.resource.key} has"
    message += f": it is on {has}"
    return message + (f"; {service.key} has it, and a policy is about the pod's port" if service else "")


def _is_it(port: Mapping[str, Any], known: _Port) -> bool:
    number, protocol = known
    if protocol != (port.get("protocol") or "TCP"):
        return False
    if isinstance(number, int) and isinstance(port["port"], int):
        return bool(port["port"] <= number <= port.get("endPort", port["port"]))
    return bool(number == port["port"])


def _has(service: Resource, port: int | str) -> bool:
    return any(port in (own["port"], own.get("name")) for own in service.spec.get("ports", []))


def _pods_by_port(manifests: Manifests) -> dict[_Port, Neighbours[Pod]]:
    pods: dict[_Port, list[Pod]] = defaultdict(list)
    for pod in manifests.pods():
        if not pod.ends:  # nobody calls a job
            for port in _ports(pod) or {_UNKNOWN: None}:
                pods[port].append(pod)
    return {port: by_label(owners) for port, owners in pods.items()}


def _ports(pod: Pod) -> dict[_Port, None]:
    """The ports of a pod, by number and by name, with their protocol."""
    ports: dict[_Port, None] = {}
    for container in pod.containers:
        if not container.is_init:
            for port in container.ports:
                protocol = port.get("protocol") or "TCP"
                ports |= dict.fromkeys((key, protocol) for key in (port["containerPort"], port.get("name")) if key)
            ports |= dict.fromkeys((number, "TCP") for number in _known(container))
    return ports


def _known(container: Container) -> Iterator[int]:
    """Ports that a container has without a word in `ports`."""
    yield from (address.port for address in listening(container))
    for probe in _PROBES:
        for way in ("httpGet", "tcpSocket", "grpc"):
            port = container.spec.get(probe, {}).get(way, {}).get("port")
            if isinstance(port, int):
                yield port
