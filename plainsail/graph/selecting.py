"""What objects refer to by labels: Services, budgets, policies and monitors, and what their selectors take."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from constructs_lib.kubernetes.label_selectors import Selector, is_empty
from constructs_lib.kubernetes.objects import Key
from plainsail.graph.reading import selector
from plainsail.manifests.kinds import SCALED
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.monitors import MONITORING, looks_elsewhere, monitored_pods, monitored_services
from plainsail.manifests.providers import providers
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import selected


@dataclass(frozen=True)
class Asked:
    """The labels that an object asks for."""

    label: str
    """The field that holds the selector."""
    selector: Selector


def asked_for(resource: Resource) -> Asked | None:
    """The selector of an object; None where it has none.

    An empty one takes all there are: that is said in the box, and no edge leads to each of them.
    """
    field = "podSelector" if resource.kind == "NetworkPolicy" else "selector"
    written = resource.spec.get(field)
    if resource.is_a("Service"):
        written = None if resource.spec.get("type") == "ExternalName" else {"matchLabels": written}
    elif not resource.is_a("NetworkPolicy", "PodDisruptionBudget") and not _is_monitor(resource):
        return None
    asked = Asked(field, selector(written))
    return None if is_empty(asked.selector) else asked


def selected_by(manifests: Manifests, resource: Resource, asked: Asked) -> Iterator[Key]:
    """The objects that it selects: for pods the workloads that make them."""
    if resource.kind == "ServiceMonitor":
        yield from (service.key for service in monitored_services(manifests, _sound(resource, asked)))
    elif resource.kind == "PodMonitor":
        yield from (pod.resource.key for pod in monitored_pods(manifests, _sound(resource, asked)))
    else:
        for pod in selected(manifests, resource, asked.selector):
            if resource.kind != "PodDisruptionBudget" or pod.resource.is_a(*SCALED):
                yield pod.resource.key


def may_be_elsewhere(manifests: Manifests, resource: Resource, asked: Asked) -> bool:
    """Whether an operator may make what it selects, or another namespace hold it."""
    if _is_monitor(resource):
        return looks_elsewhere(resource)
    return providers(manifests).may_make_pods(resource, asked.selector.get("matchLabels", {}))


def _is_monitor(resource: Resource) -> bool:
    return resource.key.group == MONITORING and resource.kind in ("PodMonitor", "ServiceMonitor")


def _sound(monitor: Resource, asked: Asked) -> Resource:
    return replace(monitor, document={**monitor.document, "spec": {**monitor.spec, "selector": asked.selector}})
