"""A Service stands in another namespace than its pods, or an Ingress in another one than its Service.

Judged in YAML that is no project's own: there, what is not beside an object may be elsewhere, and here it is known to
be in the wrong place. Of a project's own tree, `service-selects-nothing` and `ingress-backend-missing` say so.

Why: a Service selects pods of its own namespace alone, and an Ingress leads to Services of its own: callers get 503.
Fix: put both into one namespace.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from constructs_lib.kubernetes.label_selectors import Labels, has_all
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.aws_load_balancer import ACTION
from plainsail.manifests.fields import text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name
from plainsail.manifests.pods import Pod
from plainsail.manifests.providers import providers
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import backends, selected

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from _of_ingresses(manifests)
    yield from _of_services(manifests)


def _of_ingresses(manifests: Manifests) -> Iterator[Finding]:
    services = [*manifests.of("Service"), *(each for each in manifests.unsound if each.kind == "Service")]
    here = by_name(services)
    elsewhere: dict[str, Resource] = {}
    for service in reversed(services):
        if service.namespace and service.environment is None:
            elsewhere[service.name] = service
    for ingress in manifests.of("Ingress"):
        for field, backend in backends(ingress) if _is_placed(ingress) else ():
            name = text(backend, "service", "name")
            other = elsewhere.get(name)
            if other is None or text(backend, "service", "port", "name") == ACTION or any(here.of(ingress, name)):
                continue
            message = f"{other.key} stands in namespace {other.namespace}; an Ingress leads to its own alone"
            yield Finding(ingress.where(field), message)


def _of_services(manifests: Manifests) -> Iterator[Finding]:
    pods = _by_label(manifests)
    for service in manifests.of("Service"):
        selector = service.spec.get("selector")
        if not selector or not _is_placed(service) or service.spec.get("type") == "ExternalName":
            continue
        if any(selected(manifests, service, {"matchLabels": selector})):
            continue
        if providers(manifests).may_make_pods(service, selector):
            continue
        if other := _first(pods, selector, service):
            owner = f"{other.resource.key} in namespace {other.resource.namespace}"
            message = f"its pods are those of {owner}; a Service selects in its own alone"
            yield Finding(service.where("spec.selector"), message)


def _is_placed(resource: Resource) -> bool:
    return resource.environment is None and bool(resource.namespace)


def _by_label(manifests: Manifests) -> Mapping[tuple[str, str], list[Pod]]:
    pods: dict[tuple[str, str], list[Pod]] = defaultdict(list)
    for pod in manifests.pods():
        if _is_placed(pod.resource):
            for pair in pod.labels.items():
                pods[pair].append(pod)
    return pods


def _first(pods: Mapping[tuple[str, str], list[Pod]], selector: Labels, service: Resource) -> Pod | None:
    rarest = min((pods.get(pair, []) for pair in selector.items()), key=len)
    found = (pod for pod in rarest if has_all(selector, pod.labels))
    return next((pod for pod in found if pod.resource.namespace != service.namespace), None)
