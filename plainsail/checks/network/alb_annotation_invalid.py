"""An annotation of the AWS Load Balancer Controller has a value that the controller, or AWS, refuses.

JSON must be JSON, numbers within what AWS takes, words spelled as they are; `ssl-redirect` needs an HTTPS listener on
its port; a health check must end before the next one begins.

Why: the controller stops at the Ingress, and with it at its whole group: nothing of it reaches the load balancer any
more.
Fix: write the value as the controller's documentation has it.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.annotation_values import is_placeholder
from plainsail.manifests.aws_annotations import OF_SERVICES, ON_SERVICE, grammar_of
from plainsail.manifests.aws_load_balancer import (
    ALB,
    SERVICE,
    annotation,
    field,
    group_of,
    is_alb,
    listeners,
)
from plainsail.manifests.fields import digits
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_INTERVAL, _TIMEOUT = "healthcheck-interval-seconds", "healthcheck-timeout-seconds"
_SHORTEST = 5
_DEFAULTS = {_INTERVAL: "15", _TIMEOUT: "5"}


def check(manifests: Manifests) -> Iterator[Finding]:
    for ingress in manifests.of("Ingress"):
        if is_alb(ingress):
            yield from _of_values(ingress)
            yield from _of_redirect(manifests, ingress)
            yield from _of_certificate(ingress)
            yield from _of_identity(ingress)
            yield from _of_health_check(ingress)
    for service in manifests.of("Service"):
        yield from _of_values(service)
        yield from _of_health_check(service)


def _of_values(resource: Resource) -> Iterator[Finding]:
    for name, value in resource.annotations.items():
        grammar = None
        if name.startswith(ALB):
            rest = name.removeprefix(ALB)
            grammar = grammar_of(rest) if resource.is_a("Ingress") else ON_SERVICE.get(rest)
        elif name.startswith(SERVICE) and resource.is_a("Service"):
            grammar = OF_SERVICES.get(name.removeprefix(SERVICE))
        if grammar is None or (resource.environment is None and is_placeholder(value)):
            continue
        if message := grammar(value):
            yield Finding(resource.where("metadata.annotations", name), message)


def _of_redirect(manifests: Manifests, ingress: Resource) -> Iterator[Finding]:
    """The port of `ssl-redirect` is one that the load balancer listens on, with HTTPS."""
    port = digits(annotation(ingress, "ssl-redirect") or "")
    if port is None:
        return
    members = group_of(manifests, ingress).members
    # A group may have members elsewhere; the class' parameters may bring a certificate, and so HTTPS on 443.
    unsure = annotation(ingress, "group.name") and ingress.environment is None
    unsaid = all(annotation(member, "listen-ports") is None for member in members)
    known = [listeners(member) for member in members]
    if any(ports is None or ports.get(port) == "HTTPS" for ports in known):
        return
    there = any(port in ports for ports in known if ports)
    fault = "speaks HTTP" if there else "is none that the load balancer listens on (listen-ports)"
    yield Finding(
        ingress.where(*field("ssl-redirect")),
        f"redirects to port {port}, which {fault}",
        severity="warning" if unsure or unsaid else None,
    )


def _of_certificate(ingress: Resource) -> Iterator[Finding]:
    """An HTTPS listener finds its certificate by a host, where none is named."""
    ports = listeners(ingress) if annotation(ingress, "listen-ports") else None
    hosts = [rule.get("host") for rule in ingress.spec.get("rules", [])]
    hosts += [host for tls in ingress.spec.get("tls", []) for host in tls.get("hosts", [])]
    named = annotation(ingress, "certificate-arn") or annotation(ingress, "create-acm-cert")
    if "HTTPS" in (ports or {}).values() and not named and not any(hosts) and not annotation(ingress, "group.name"):
        message = "HTTPS needs a certificate: no certificate-arn names one, and without any host none can be found"
        yield Finding(ingress.where(*field("listen-ports")), message, severity="warning")


def _of_identity(ingress: Resource) -> Iterator[Finding]:
    """Authentication says by whom."""
    kind = annotation(ingress, "auth-type")
    if kind in ("oidc", "cognito") and annotation(ingress, f"auth-idp-{kind}") is None:
        # The Service behind it may say so instead.
        message = f"asks for {kind}, and {ALB}auth-idp-{kind} is not set"
        yield Finding(ingress.where(*field("auth-type")), message, severity="warning")


def _of_health_check(resource: Resource) -> Iterator[Finding]:
    """AWS refuses a timeout that is not below the interval."""
    texts = {name: annotation(resource, name) for name in _DEFAULTS}
    if not any(texts.values()):
        return
    interval, timeout = (digits(text or _DEFAULTS[name]) for name, text in texts.items())
    if interval is not None and timeout is not None and timeout >= interval >= _SHORTEST:
        name = _TIMEOUT if texts[_TIMEOUT] else _INTERVAL
        message = f"waits {timeout} s for an answer, and asks again after {interval} s; AWS takes less only"
        yield Finding(resource.where(*field(name)), message)
