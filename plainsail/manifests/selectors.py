"""Which pods an object selects: label selectors, and the Services, Ingresses and disruption budgets that have one."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from constructs_lib.kubernetes.label_selectors import Labels, Selector, matches
from plainsail.manifests.fields import mappings
from plainsail.manifests.kinds import SCALED
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import Neighbours
from plainsail.manifests.pods import Container, Pod, pod_of
from plainsail.manifests.resource import Resource

T = TypeVar("T")


def selected(manifests: Manifests, of: Resource, selector: Selector) -> Iterator[Pod]:
    """The pods beside an object that a LabelSelector matches."""
    return matching(_pods(manifests), of, selector)


def by_label(pods: Iterable[Pod]) -> Neighbours[Pod]:
    """Pods by their labels, for `matching`."""
    neighbours: Neighbours[Pod] = Neighbours()
    for pod in pods:
        neighbours.add(pod.resource, label_keys(pod.labels), pod)
    return neighbours


def matching(pods: Neighbours[Pod], of: Resource, selector: Selector) -> Iterator[Pod]:
    """Those of some pods that live beside an object and that a LabelSelector matches."""
    keys = pods.rarest(of, required_keys(selector))
    return (pod for pod in pods.of(of, *keys) if matches(selector, pod.labels))


def elsewhere(manifests: Manifests, of: Resource, selector: Selector) -> Pod | None:
    """A pod that a LabelSelector would match, were it not in another namespace than the object."""
    found = matching(_pods(manifests), of.moved(None), selector) if of.namespace else ()
    return next((pod for pod in found if pod.resource.namespace not in (of.namespace, None)), None)


def is_close(manifests: Manifests, of: Resource, selector: Labels, namesakes: Iterable[Resource]) -> bool:
    """Whether pods beside an object have all keys that a selector names, and one of its labels or the object's name."""
    if any(selector.keys() <= pod.labels.keys() for pod in filter(None, map(pod_of, namesakes))):
        return True
    keys = [{"key": key, "operator": "Exists"} for key in selector]
    return any(
        any(selected(manifests, of, {"matchLabels": {key: value}, "matchExpressions": keys}))
        for key, value in selector.items()
    )


def selecting(manifests: Manifests, kind: str, pod: Pod) -> Iterator[Resource]:
    """The objects of a kind beside a pod whose `selector` matches it."""
    for resource, selector in _by_selector(manifests, kind).of(pod.resource, *label_keys(pod.labels)):
        if matches(selector, pod.labels):
            yield resource


_EVERY = ""
"""The key that every pod has."""


def label_keys(labels: Labels) -> list[Hashable]:
    """The keys under which pods of these labels are kept."""
    return [_EVERY, *labels, *labels.items()]


def required_keys(selector: Selector) -> Iterator[Sequence[Hashable]]:
    """For each thing that a selector asks for, the keys of which a pod must have one."""
    for pair in selector.get("matchLabels", {}).items():
        yield [pair]
    for expression in mappings(selector, "matchExpressions"):
        match expression["operator"]:
            case "In":
                yield [(expression["key"], value) for value in expression.get("values", [])]
            case "Exists":
                yield [expression["key"]]
    yield [_EVERY]


@lru_cache(maxsize=2)
def _pods(manifests: Manifests) -> Neighbours[Pod]:
    return by_label(manifests.pods())


def by_selector(owners: Iterable[tuple[Resource, Selector, T]]) -> Neighbours[tuple[T, Selector]]:
    """Values of objects by the rarest thing that their selector asks for."""
    kept = list(owners)
    often = Counter(key for _, selector, _ in kept for keys in required_keys(selector) for key in keys)
    neighbours: Neighbours[tuple[T, Selector]] = Neighbours()
    for owner, selector, value in kept:
        rarest = min(required_keys(selector), key=lambda keys: sum(often[key] for key in keys))
        neighbours.add(owner, rarest, (value, selector))
    return neighbours


@lru_cache(maxsize=4)
def _by_selector(manifests: Manifests, kind: str) -> Neighbours[tuple[Resource, Selector]]:
    """Objects by their selector."""
    return by_selector(
        (resource, selector, resource)
        for resource in manifests.of(kind)
        if (selector := _selector(resource)) is not None
    )


def _selector(resource: Resource) -> Selector | None:
    selector: Selector | None = resource.spec.get("selector")
    if not resource.is_a("Service"):
        return selector
    return {"matchLabels": selector} if selector and resource.spec.get("type") != "ExternalName" else None


_WATCHED = re.compile(r"metric|prom|monitor|telemetry|health|probe|debug|pprof|webhook-?metrics")
"""Names of ports that only monitoring asks: a request that meets a pod too early is asked again."""
_DELAY = re.compile(r"deregistration_delay\.timeout_seconds\s*=\s*(\d{1,9})\b")
_ATTRIBUTES = (
    "alb.ingress.kubernetes.io/target-group-attributes",
    "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes",
)


def services_of(manifests: Manifests, pod: Pod) -> Iterator[Resource]:
    """The Services that select a pod."""
    known = _services(manifests)
    if pod not in known:
        known[pod] = tuple(selecting(manifests, "Service", pod))
    return iter(known[pod])


@lru_cache(maxsize=2)
def _services(manifests: Manifests) -> dict[Pod, tuple[Resource, ...]]:
    """The Services of each pod that somebody asked about: many checks ask about all."""
    return {}


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
    declared = [own for own in container.ports if target in (own.get("name"), own["containerPort"])]
    names = [port.get("name", ""), *(own.get("name", "") for own in declared)]
    if any(_WATCHED.search(name) for name in names):
        return False
    return bool(declared) or (isinstance(target, int) and len(_lasting(container.pod)) == 1)


def ways_in(manifests: Manifests, pod: Pod) -> Iterator[Resource]:
    """The Services that select a pod, and the Ingresses that lead to them."""
    services = list(services_of(manifests, pod))
    yield from services
    yield from _ingresses(manifests).of(pod.resource, *(service.name for service in services))


@lru_cache(maxsize=2)
def _ingresses(manifests: Manifests) -> Neighbours[Resource]:
    """Ingresses by the Services that they lead to."""
    ingresses: Neighbours[Resource] = Neighbours()
    for ingress in manifests.of("Ingress"):
        names = (backend.get("service", {}).get("name") for _, backend in backends(ingress))
        ingresses.add(ingress, names, ingress)
    return ingresses


def backends(ingress: Resource) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where an Ingress leads: each backend with its field."""
    if "defaultBackend" in ingress.spec:
        yield "spec.defaultBackend", ingress.spec["defaultBackend"]
    for number, rule in enumerate(ingress.spec.get("rules", [])):
        for index, path in enumerate(rule.get("http", {}).get("paths", [])):
            yield f"spec.rules[{number}].http.paths[{index}].backend", path["backend"]


def deregistration_delay(way_in: Resource) -> tuple[int, str] | None:
    """Seconds that AWS's load balancer lets a leaving pod finish, and the field that says so; None where none does."""
    for name in _ATTRIBUTES:
        match = _DELAY.search(way_in.annotations.get(name, ""))
        if match:
            return int(match[1]), f"metadata.annotations[{name}]"
    return None


def protected(manifests: Manifests, budget: Resource) -> list[Pod]:
    """The pods that a budget counts."""
    selector = budget.spec.get("selector")
    if selector is None:
        return []
    return [pod for pod in selected(manifests, budget, selector) if pod.resource.is_a(*SCALED)]


def budgets_of(manifests: Manifests, pod: Pod) -> Iterator[Resource]:
    """The budgets that protect a pod."""
    if pod.resource.is_a(*SCALED):
        yield from selecting(manifests, "PodDisruptionBudget", pod)


def near_miss(manifests: Manifests, of: Resource, selector: Selector, namesakes: Iterable[Resource]) -> bool:
    """Whether a selector that matches nothing in somebody's YAML was surely meant for pods that are there."""
    labels = selector.get("matchLabels", {})
    if (of.path, of.namespace) in _places_of_pods(manifests):
        return True
    return bool(labels) and is_close(manifests, of, labels, namesakes)


@lru_cache(maxsize=2)
def _places_of_pods(manifests: Manifests) -> frozenset[tuple[str, str | None]]:
    """The files and namespaces of all pods."""
    return frozenset((pod.resource.path, pod.resource.namespace) for pod in manifests.pods())
