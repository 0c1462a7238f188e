"""A PodMonitor or a ServiceMonitor scrapes a port that no NetworkPolicy lets anybody reach.

Once a policy selects a pod, only those reach it that some policy lets in, Prometheus like anybody else.

Why: every scrape times out; the target is down, and what it would say is missing.
Fix: let Prometheus in at the port, in the policy's `ingress`.
In settings: name the Prometheus that scrapes: `scraped_by=[Peer(...)]` in `pod_monitor` or `service_monitor`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.fields import mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.monitors import MONITORING, monitored_pods
from plainsail.manifests.pods import Container, Pod
from plainsail.manifests.policies import groups_of
from plainsail.manifests.ports import number_of
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import selected

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for monitor in manifests.custom(MONITORING, "PodMonitor"):
        labels = mapping(monitor.spec, "selector")
        if labels and not monitor.spec.get("namespaceSelector"):
            for index, endpoint in enumerate(mappings(monitor.spec, "podMetricsEndpoints")):
                field = f"spec.podMetricsEndpoints[{index}]"
                for pod in monitored_pods(manifests, monitor):
                    yield from _shut(manifests, monitor, field, pod, text(endpoint, "port"))
    for monitor in manifests.custom(MONITORING, "ServiceMonitor"):
        if not monitor.spec.get("namespaceSelector"):
            yield from _by_services(manifests, monitor)


def _by_services(manifests: Manifests, monitor: Resource) -> Iterator[Finding]:
    """The pods behind the Services that a monitor matches whole, by their labels."""
    labels = mapping(monitor.spec, "selector", "matchLabels")
    if not labels or mapping(monitor.spec, "selector").keys() != {"matchLabels"}:
        return
    told: set[tuple[Resource, str]] = set()
    for service in manifests.siblings(monitor, "Service"):
        if not service.spec.get("selector") or not labels.items() <= service.labels.items():
            continue
        targets = {port.get("name"): port.get("targetPort", port["port"]) for port in service.spec.get("ports", [])}
        for index, endpoint in enumerate(mappings(monitor.spec, "endpoints")):
            target = targets.get(text(endpoint, "port"))
            for pod in selected(manifests, service, {"matchLabels": service.spec["selector"]}) if target else ():
                field = f"spec.endpoints[{index}]"
                if (pod.resource, field) not in told:
                    told.add((pod.resource, field))
                    yield from _shut(manifests, monitor, field, pod, target)


def _shut(manifests: Manifests, monitor: Resource, field: str, pod: Pod, port: str | int | None) -> Iterator[Finding]:
    groups = [] if pod.ends else groups_of(manifests, pod, "ingress")
    lasting = [container for container in pod.containers if container.list_name != "ephemeralContainers"]
    number = next((found for container in lasting if (found := number_of(port, container)) is not None), None)
    if number is None or not groups:
        return
    names = frozenset(name for container in lasting for name in _names(container, number))
    if any(rule.opens(number, names=names) for group in groups for rule in group.rules("ingress")):
        return
    policies = [policy for group in groups for policy in group.policies]
    told = " and ".join(str(policy.key) for policy in policies[:2])
    yield Finding(
        monitor.where(field),
        f"scrapes {pod.resource.key}, and {told} let{'s' if len(policies) == 1 else ''} nobody in on port {number}",
        causes=(Cause(monitor.where(field)), *(Cause(policy.where("spec")) for policy in policies)),
        severity=graded(monitor, SEVERITY, foreign="warning"),
    )


def _names(container: Container, number: int) -> Iterator[str]:
    return (own["name"] for own in container.ports if "name" in own and own["containerPort"] == number)
