"""An Ingress, or a Service that is reached from outside, leads to pods that no NetworkPolicy lets anybody reach.

Once a policy selects a pod, only those reach it that some policy lets in. Probes of the node always do.

Why: every request times out, although the pods are ready.
Fix: let in the load balancer or the Ingress controller in the policy's `ingress`.
In settings: let in the load balancer or the Ingress controller by `network_policy.ingress_from`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name
from plainsail.manifests.pods import Pod
from plainsail.manifests.policies import Group, groups_of
from plainsail.manifests.ports import number_of
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import backends, selected

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_CONTROLLER = re.compile(r"ingress|nginx|traefik|haproxy|envoy|gateway|proxy|kong|contour|istio|caddy|router")
"""Names of what brings requests in, and may live in the namespace itself."""
_Way = tuple[Resource, Resource, Mapping[str, Any]]
"""An Ingress or a Service, the Service that it leads to, and the port of that."""


def check(manifests: Manifests) -> Iterator[Finding]:
    told: set[tuple[Resource, Resource, str]] = set()
    for way_in, service, port in _ways(manifests):
        for pod in selected(manifests, service, {"matchLabels": service.spec["selector"]}):
            groups = [] if pod.ends else groups_of(manifests, pod, "ingress")
            problem = _problem(manifests, pod, port, groups) if groups else None
            if problem and (way_in, pod.resource, problem) not in told:
                told.add((way_in, pod.resource, problem))
                policies = [policy for group in groups for policy in group.policies[:1]]
                names = " and ".join(str(policy.key) for policy in policies[:2])
                nobody = problem.startswith("nobody")
                yield Finding(
                    way_in.where("spec"),
                    f"leads to {pod.resource.key}, and {names} let{'s' if len(policies) == 1 else ''} {problem}",
                    causes=tuple(Cause(policy.where("spec")) for policy in policies),
                    severity=graded(way_in, SEVERITY, foreign="warning") if nobody else "warning",
                )


def _ways(manifests: Manifests) -> Iterator[_Way]:
    """From where requests come to which port of which Service."""
    services = by_name(service for service in manifests.of("Service") if service.spec.get("selector"))
    for ingress in manifests.of("Ingress"):
        for _, backend in backends(ingress):
            target = backend.get("service", {})
            service = next(services.of(ingress, target["name"]), None) if target else None
            asked = target.get("port", {})
            for port in service.spec.get("ports", []) if service else ():
                if service and asked.get("name", asked.get("number")) in (port.get("name"), port["port"]):
                    yield ingress, service, port
    for service in manifests.of("Service"):
        if service.spec.get("type") in ("LoadBalancer", "NodePort") and service.spec.get("selector"):
            for port in service.spec.get("ports", []):
                yield service, service, port


def _problem(manifests: Manifests, pod: Pod, port: Mapping[str, Any], groups: list[Group]) -> str | None:
    """Whom the policies let in; None where that may be who asks."""
    protocol = port.get("protocol") or "TCP"
    target = port.get("targetPort", port["port"])
    lasting = [container for container in pod.containers if not container.is_init]
    number = next((found for container in lasting if (found := number_of(target, container)) is not None), None)
    if number is None:
        return None
    named = frozenset(
        own["name"]
        for container in lasting
        for own in container.ports
        if "name" in own and own["containerPort"] == number and (own.get("protocol") or "TCP") == protocol
    )
    inside = False
    for group in groups:
        for rule in group.rules("ingress"):
            if rule.opens(number, protocol, names=named):
                if not rule.peers or any(_may_ask(manifests, group.policies[0], peer) for peer in rule.peers):
                    return None
                inside = True
    return f"in only pods of the namespace on port {number}" if inside else f"nobody in on port {number}"


def _may_ask(manifests: Manifests, policy: Resource, peer: Mapping[str, Any]) -> bool:
    """Whether a peer may be a load balancer or a controller."""
    if "ipBlock" in peer or "namespaceSelector" in peer:
        return True
    pod = next(selected(manifests, policy, peer.get("podSelector", {})), None)
    if pod is None:
        return policy.environment is None
    return _CONTROLLER.search(f"{pod.resource.name} {' '.join(pod.labels.values())}") is not None
