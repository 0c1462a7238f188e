"""A reference names nothing that is there, and nearly names an object that is.

In YAML that is no project's own, what a reference names may be made elsewhere; where the name is one slip away from
that of an object beside it, it is not.

Why: the pod does not start, the Ingress answers 503, the autoscaler scales nothing.
Fix: spell the name as the object does.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.aws_load_balancer import ACTION
from plainsail.manifests.fields import mapping, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.near_names import misspelt
from plainsail.manifests.references import references
from plainsail.manifests.resource import Field, Resource
from plainsail.manifests.routes import routes, services_of_route
from plainsail.manifests.selectors import backends

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_SCALED = ("Deployment", "StatefulSet")


@dataclass(frozen=True)
class _Asked:
    """A name that an object refers to."""

    by: Resource
    field: Field
    kind: str
    name: str


def check(manifests: Manifests) -> Iterator[Finding]:
    for asked in _asked(manifests):
        found = misspelt(manifests, asked.by, asked.kind, asked.name)
        if found is None:
            continue
        resource, name = found
        made = "" if resource.kind == asked.kind else f", which {resource.key} makes"
        message = f"there is no {asked.kind}/{asked.name}; did you mean '{name}'{made}?"
        yield Finding(asked.by.where(asked.field), message)


def _asked(manifests: Manifests) -> Iterator[_Asked]:
    for pod in manifests.pods():
        for reference in references(pod):
            if not reference.optional and not reference.always_there and reference.way != "pull":
                yield _Asked(pod.resource, reference.field, reference.kind, reference.name)
    for ingress in manifests.of("Ingress"):
        for field, backend in backends(ingress):
            name = text(backend, "service", "name")
            if name and text(backend, "service", "port", "name") != ACTION:
                yield _Asked(ingress, field, "Service", name)
    for route in routes(manifests):
        for target in services_of_route(route):
            if target.namespace is None:
                yield _Asked(route, target.field, "Service", target.name)
    yield from _of_others(manifests)


def _of_others(manifests: Manifests) -> Iterator[_Asked]:
    for autoscaler in manifests.of("HorizontalPodAutoscaler"):
        target = mapping(autoscaler.spec, "scaleTargetRef")
        kind = text(target, "kind")
        if kind in _SCALED:
            yield _Asked(autoscaler, "spec.scaleTargetRef", kind, text(target, "name"))
    for stateful in manifests.of("StatefulSet"):
        if name := text(stateful.spec, "serviceName"):
            yield _Asked(stateful, "spec.serviceName", "Service", name)
    for binding in manifests.of("RoleBinding"):
        role = mapping(binding.document, "roleRef")
        if role.get("kind") == "Role":
            yield _Asked(binding, "roleRef", "Role", text(role, "name"))
        for index, subject in enumerate(binding.document.get("subjects", [])):
            here = subject.get("namespace", binding.namespace) == binding.namespace
            if subject.get("kind") == "ServiceAccount" and here:
                yield _Asked(binding, ("subjects", index), "ServiceAccount", text(subject, "name"))
