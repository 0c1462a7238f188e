"""ServiceMonitors and PodMonitors of the Prometheus Operator: what they select, and the ports that they name."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from constructs_lib.kubernetes.label_selectors import Selector, matches
from plainsail.manifests.fields import at, listed, mapping
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import Neighbours
from plainsail.manifests.pods import Pod
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import label_keys, required_keys, selected

MONITORING = "monitoring.coreos.com"


def monitors(manifests: Manifests) -> Iterator[Resource]:
    """Those whose shape the schema found sound."""
    for monitor in manifests.custom(MONITORING, "ServiceMonitor", "PodMonitor"):
        if manifests.is_sound(monitor):
            yield monitor


def selector_of(monitor: Resource) -> Selector:
    """The LabelSelector of a monitor."""
    return mapping(monitor.spec, "selector")


def looks_elsewhere(monitor: Resource) -> bool:
    """Whether it looks into other namespaces than its own, where others may run what it selects."""
    names = [name for name in listed(monitor.spec, "namespaceSelector", "matchNames") if name != monitor.namespace]
    return bool(names) or bool(at(monitor.spec, "namespaceSelector", "any"))


def monitored_services(manifests: Manifests, monitor: Resource) -> list[Resource]:
    """The Services that a ServiceMonitor selects."""
    known, selector = _services(manifests), selector_of(monitor)
    found = {
        service.key: service
        for place in _places(monitor)
        for service in known.of(place, *known.rarest(place, required_keys(selector)))
        if matches(selector, service.labels)
    }
    return list(found.values())


def monitored_pods(manifests: Manifests, monitor: Resource) -> list[Pod]:
    """The pods that a PodMonitor selects."""
    return [pod for place in _places(monitor) for pod in selected(manifests, place, selector_of(monitor))]


def _places(monitor: Resource) -> Sequence[Resource]:
    """The monitor as if it stood in each of the namespaces that it looks into."""
    if at(monitor.spec, "namespaceSelector", "any"):
        return [monitor.moved(None)]
    names = [name for name in listed(monitor.spec, "namespaceSelector", "matchNames") if isinstance(name, str)]
    return [monitor.moved(name) for name in names] or [monitor]


@lru_cache(maxsize=2)
def _services(manifests: Manifests) -> Neighbours[Resource]:
    services: Neighbours[Resource] = Neighbours()
    for service in manifests.of("Service"):
        services.add(service, label_keys(service.labels), service)
    return services
