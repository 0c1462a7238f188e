"""Which pods an object selects: label selectors, and the Services, Ingresses and disruption budgets that have one."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from plainsail.manifests.kinds import SCALED
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container, Pod, pod_of
from plainsail.manifests.resource import Resource

Labels = Mapping[str, str]


def has_all(wanted: Labels, labels: Labels) -> bool:
    """Whether labels hold every pair of a plain selector, as Services have it.

    >>> has_all({"app": "a"}, {"app": "a", "tier": "web"}), has_all({"app": "a"}, {"app": "b"})
    (True, False)
    """
    return wanted.items() <= labels.items()


def matches(selector: Mapping[str, Any], labels: Labels) -> bool:
    """Whether a LabelSelector (`matchLabels`, `matchExpressions`) matches labels. The empty one matches all.

    >>> matches({"matchExpressions": [{"key": "tier", "operator": "NotIn", "values": ["web"]}]}, {"app": "a"})
    True
    """
    return has_all(selector.get("matchLabels", {}), labels) and all(
        _holds(expression, labels) for expression in selector.get("matchExpressions", [])
    )


def is_empty(selector: Mapping[str, Any]) -> bool:
    """Whether a LabelSelector asks for nothing, and so matches everything."""
    return not selector.get("matchLabels") and not selector.get("matchExpressions")


def shown(selector: Mapping[str, Any]) -> str:
    """A LabelSelector as `kubectl` writes it.

    >>> shown({"matchLabels": {"app": "a"}, "matchExpressions": [{"key": "tier", "operator": "Exists"}]})
    'app=a,tier'
    """
    pairs = [f"{key}={value}" for key, value in selector.get("matchLabels", {}).items()]
    return ",".join((*pairs, *(_shown(expression) for expression in selector.get("matchExpressions", []))))


def beside(one: Resource, other: Resource) -> bool:
    """Whether two objects share an environment and a namespace.

    An object that names no namespace lands in the one that it is applied to, which may be that of the other.
    """
    return one.environment == other.environment and (
        one.namespace == other.namespace or one.namespace is None or other.namespace is None
    )


def pods_beside(manifests: Manifests, of: Resource) -> Iterator[Pod]:
    """The pods that live where an object lives."""
    return (pod for pod in manifests.pods() if beside(pod.resource, of))


def _holds(expression: Mapping[str, Any], labels: Labels) -> bool:
    key, values = expression["key"], expression.get("values", [])
    match expression["operator"]:
        case "In":
            return labels.get(key) in values
        case "NotIn":
            return labels.get(key) not in values
        case "Exists":
            return key in labels
        case "DoesNotExist":
            return key not in labels
    return True  # no operator that Kubernetes knows: another check's matter


def _shown(expression: Mapping[str, Any]) -> str:
    key, values = expression["key"], ",".join(expression.get("values", []))
    match expression["operator"]:
        case "In":
            return f"{key} in ({values})"
        case "NotIn":
            return f"{key} notin ({values})"
        case "DoesNotExist":
            return f"!{key}"
    return str(key)


_WATCHED = re.compile(r"metric|prom|monitor|telemetry|health|probe|debug|pprof|webhook-?metrics")
"""Names of ports that only monitoring asks: a request that meets a pod too early is asked again."""
_DELAY = re.compile(r"deregistration_delay\.timeout_seconds\s*=\s*(\d{1,9})\b")
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
    declared = [own for own in container.ports if target in (own.get("name"), own["containerPort"])]
    names = [port.get("name", ""), *(own.get("name", "") for own in declared)]
    if any(_WATCHED.search(name) for name in names):
        return False
    return bool(declared) or (isinstance(target, int) and len(_lasting(container.pod)) == 1)


def ways_in(manifests: Manifests, pod: Pod) -> Iterator[Resource]:
    """The Services that select a pod, and the Ingresses that lead to them."""
    services = list(services_of(manifests, pod))
    yield from services
    names = {service.name for service in services}
    for ingress in manifests.near(pod.resource, "Ingress"):
        if names & {backend.get("service", {}).get("name") for _, backend in backends(ingress)}:
            yield ingress


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
    pods = (pod_of(workload) for workload in manifests.near(budget, *SCALED))
    return [pod for pod in pods if pod is not None and matches(selector, pod.labels)]


def budgets_of(manifests: Manifests, pod: Pod) -> Iterator[Resource]:
    """The budgets that protect a pod."""
    if pod.resource.is_a(*SCALED):
        for budget in manifests.near(pod.resource, "PodDisruptionBudget"):
            selector = budget.spec.get("selector")
            if selector is not None and matches(selector, pod.labels):
                yield budget
