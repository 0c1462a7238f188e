"""An annotation looks like one of the AWS Load Balancer Controller's, and is none that it reads there.

Why: the controller passes over it without a word: what was to be internal is public, what was to be HTTPS is not.
Fix: correct the name, or move the annotation to the object of which the controller reads it.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.nearest import nearest
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.aws_annotations import (
    OF_SERVICES,
    OF_SERVICES_PREFIXED,
    ON_INGRESS,
    ON_SERVICE,
    grammar_of,
)
from plainsail.manifests.aws_load_balancer import ALB, SERVICE
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "warning"

_TWISTED = ("abl", "albs", "aws-alb", "awsalb", "lab")
_DOMAIN = ALB.rstrip("/")
_OF_AWS = "aws-load-balancer-"


def check(manifests: Manifests) -> Iterator[Finding]:
    for resource in manifests.of("Ingress", "Service"):
        for name in resource.annotations:
            if problem := _problem(resource, name):
                message, severity = problem
                yield Finding(resource.where("metadata.annotations", name), message, severity=severity)


def _problem(resource: Resource, name: str) -> tuple[str, Severity | None] | None:
    prefix, _, rest = name.rpartition("/")
    if prefix == _DOMAIN:
        return _of_alb(resource, rest)
    if rest.startswith(_OF_AWS):
        return _of_service(resource, prefix, rest)
    if rest in ON_INGRESS and prefix != _DOMAIN and _is_misspelt(prefix):
        return f"is no annotation that the controller reads; did you mean '{ALB}{rest}'?", None
    return None


def _is_misspelt(prefix: str) -> bool:
    """Whether it is nearly the controller's domain; `nginx.ingress.kubernetes.io` is another's."""
    first, _, rest = prefix.partition(".")
    if first == "alb":
        return nearest(prefix, [_DOMAIN]) is not None
    return rest == "ingress.kubernetes.io" and first in _TWISTED


def _of_alb(resource: Resource, rest: str) -> tuple[str, Severity | None] | None:
    known = ON_INGRESS if resource.is_a("Ingress") else ON_SERVICE
    if rest in known or (resource.is_a("Ingress") and grammar_of(rest)):
        return None
    if grammar_of(rest):
        return "the controller reads it of an Ingress, not of a Service", None
    near = nearest(rest, known)
    end = f"; did you mean '{ALB}{near}'?" if near else ""
    return f"is no annotation that the controller reads{end}", None if near else "info"


def _of_service(resource: Resource, prefix: str, rest: str) -> tuple[str, Severity | None] | None:
    if rest in OF_SERVICES or rest.startswith(OF_SERVICES_PREFIXED):
        if prefix == SERVICE.rstrip("/") and resource.is_a("Ingress"):
            return "AWS' load balancers read it of a Service, not of an Ingress", None
        if prefix == SERVICE.rstrip("/") and resource.spec.get("type") != "LoadBalancer":
            kind = resource.spec.get("type", "ClusterIP")
            severity: Severity | None = None if resource.environment else "info"
            return f"AWS' load balancers read it of a Service of type LoadBalancer, not of a {kind}", severity
        if prefix not in (SERVICE.rstrip("/"), "service.kubernetes.io") and nearest(prefix, [SERVICE.rstrip("/")]):
            return f"is no annotation that AWS' load balancers read; did you mean '{SERVICE}{rest}'?", None
        return None
    if prefix != SERVICE.rstrip("/"):
        return None
    near = nearest(rest, OF_SERVICES)
    end = f"; did you mean '{SERVICE}{near}'?" if near else ""
    return f"is no annotation that AWS' load balancers read{end}", None if near else "info"
