"""The API server is told to ask a Service that is not there, or a port that it does not have.

Admission webhooks, conversions of a CustomResourceDefinition, and APIServices name a Service by namespace, name and
port (443 unless said otherwise).

Why: with `failurePolicy: Fail`, the default, every request that the webhook guards is refused; kinds that it converts,
or an APIService serves, cannot be read.
Fix: name the rendered Service, and one of its ports.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.fields import mapping, mappings, number, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_HTTPS = 443


@dataclass(frozen=True)
class _Call:
    """A Service that the API server asks."""

    resource: Resource
    field: str
    service: dict[str, Any]


def check(manifests: Manifests) -> Iterator[Finding]:
    known = {(space.environment, space.namespace) for space in manifests.of("Service", "Deployment", "DaemonSet")}
    for call in _calls(manifests):
        name, namespace = text(call.service, "name"), text(call.service, "namespace")
        if not name or not namespace:
            continue
        service = manifests.sibling(call.resource, "Service", name, namespace=namespace)
        where = call.resource.where(call.field)
        if service is None:
            # Somebody's YAML may ask what stands elsewhere.
            severity: Severity = "warning" if call.resource.environment else "info"
            if (call.resource.environment, namespace) in known:
                yield Finding(where, f"there is no Service/{name} in {namespace}", severity=severity)
            continue
        port = number(call.service, "port", default=_HTTPS)
        ports = [entry["port"] for entry in service.spec.get("ports", [])] if manifests.is_sound(service) else [port]
        if port not in ports and service.spec.get("type") != "ExternalName":
            shown = ", ".join(map(str, ports)) or "none"
            yield Finding(where, f"asks port {port} of {service.key} in {namespace}, which has {shown}")


def _calls(manifests: Manifests) -> Iterator[_Call]:
    for resource in manifests.resources:
        match resource.key.group, resource.kind:
            case "admissionregistration.k8s.io", "ValidatingWebhookConfiguration" | "MutatingWebhookConfiguration":
                for index, webhook in enumerate(mappings(resource.document, "webhooks")):
                    field = f"webhooks[{index}].clientConfig.service"
                    yield _Call(resource, field, mapping(webhook, "clientConfig", "service"))
            case "apiextensions.k8s.io", "CustomResourceDefinition":
                service = mapping(resource.spec, "conversion", "webhook", "clientConfig", "service")
                yield _Call(resource, "spec.conversion.webhook.clientConfig.service", service)
            case "apiregistration.k8s.io", "APIService":
                yield _Call(resource, "spec.service", mapping(resource.spec, "service"))
