"""What objects refer to by name, kind by kind: where the name stands, and what it is the name of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plainsail.manifests.fields import at, listed, mapping, text
from plainsail.manifests.kinds import GROUPS
from plainsail.manifests.pods import pod_of
from plainsail.manifests.references import references
from plainsail.manifests.resource import Resource
from plainsail.manifests.routes import services_of_route


@dataclass(frozen=True, kw_only=True)
class Named:
    """A reference by name."""

    kind: str
    name: str
    label: str
    namespace: str | None = None
    """The namespace that it names; None for the object's own."""
    optional: bool = False
    """Whether the object does without."""


_ROUTE = (("spec.parentRefs[]", "Gateway"),)
_SCALER = (("spec.scaleTargetRef", "Deployment"), ("spec.triggers[].authenticationRef", "TriggerAuthentication"))
_BINDING = (("roleRef", "Role"), ("subjects[]", ""))
_WEBHOOKS = (("webhooks[].clientConfig.service", "Service"),)
FIELDS: Mapping[str, Sequence[tuple[str, str]]] = {
    "APIService": (("spec.service", "Service"),),
    "Certificate": (("spec.issuerRef", "Issuer"),),
    "ClusterRoleBinding": _BINDING,
    "CustomResourceDefinition": (("spec.conversion.webhook.clientConfig.service", "Service"),),
    "ExternalSecret": (
        ("spec.secretStoreRef", "SecretStore"),
        ("spec.data[].sourceRef.storeRef", "SecretStore"),
        ("spec.dataFrom[].sourceRef.storeRef", "SecretStore"),
    ),
    "GRPCRoute": _ROUTE,
    "Gateway": (("spec.gatewayClassName", "GatewayClass"), ("spec.listeners[].tls.certificateRefs[]", "Secret")),
    "HTTPRoute": _ROUTE,
    "HorizontalPodAutoscaler": _SCALER,
    "Ingress": (("spec.ingressClassName", "IngressClass"), ("spec.tls[].secretName", "Secret")),
    "IngressClass": (("spec.parameters", ""),),
    "IngressRoute": (
        ("spec.routes[].services[]", "Service"),
        ("spec.routes[].middlewares[]", "Middleware"),
        ("spec.tls.secretName", "Secret"),
    ),
    "MutatingWebhookConfiguration": _WEBHOOKS,
    "PersistentVolume": (("spec.storageClassName", "StorageClass"),),
    "PersistentVolumeClaim": (
        ("spec.storageClassName", "StorageClass"),
        ("spec.volumeName", "PersistentVolume"),
        ("spec.dataSource", "PersistentVolumeClaim"),
    ),
    "PushSecret": (("spec.secretStoreRefs[]", "SecretStore"), ("spec.selector.secret.name", "Secret")),
    "RoleBinding": _BINDING,
    "Rollout": (("spec.workloadRef", "Deployment"),),
    "Route": (("spec.to", "Service"), ("spec.alternateBackends[]", "Service")),
    "ScaledJob": _SCALER,
    "ScaledObject": _SCALER,
    "ServiceAccount": (("secrets[].name", "Secret"), ("imagePullSecrets[].name", "Secret")),
    "StatefulSet": (("spec.serviceName", "Service"),),
    "TCPRoute": _ROUTE,
    "TLSRoute": _ROUTE,
    "TriggerAuthentication": (("spec.secretTargetRef[].name", "Secret"),),
    "UDPRoute": _ROUTE,
    "ValidatingWebhookConfiguration": _WEBHOOKS,
    "VerticalPodAutoscaler": (("spec.targetRef", "Deployment"),),
}
"""By kind: a name, or a mapping that holds a name, and the kind that it is of where it says none itself."""
_OF_PODS = (
    ("priorityClassName", "PriorityClass"),
    ("runtimeClassName", "RuntimeClass"),
    ("resourceClaims[].resourceClaimName", "ResourceClaim"),
    ("volumes[].csi.nodePublishSecretRef", "Secret"),
    ("volumes[].csi.volumeAttributes.secretProviderClass", "SecretProviderClass"),
    ("volumes[].ephemeral.volumeClaimTemplate.spec.storageClassName", "StorageClass"),
)
"""The same of pods, beside what the object model knows of them."""
_WAYS = {
    "account": "serviceAccountName",
    "pull": "imagePullSecrets",
    "variable": "env",
    "variables": "envFrom",
    "volume": "volume",
}


def named(resource: Resource) -> Iterator[Named]:
    """What an object refers to by name, in the order of its fields."""
    if resource.kind not in GROUPS or resource.is_a(resource.kind):
        for path, kind in FIELDS.get(resource.kind, ()):
            yield from _at(resource.document, path, kind)
    if resource.is_a("Ingress"):
        yield from _backends(resource)
    for backend in services_of_route(resource) if resource.kind.endswith("Route") else ():
        yield Named(kind="Service", name=backend.name, label=_label(backend.port), namespace=backend.namespace)
    yield from _of_pod(resource)
    for owner in _items(resource.document, "metadata.ownerReferences[]"):
        if text(owner, "kind") and text(owner, "name"):
            yield Named(kind=owner["kind"], name=owner["name"], label="ownerReferences")


def _at(document: Any, path: str, kind: str) -> Iterator[Named]:
    label = next(part for part in reversed(path.replace("[]", "").split(".")) if part not in ("name", "secretName"))
    for found in _items(document, path):
        if isinstance(found, str) and found:
            yield Named(kind=kind, name=found, label=label)
        elif (own := text(found, "kind") or kind) and text(found, "name") and own not in ("User", "Group"):
            space = text(found, "namespace") or None
            yield Named(kind=own, name=found["name"], label=label, namespace=space)


def _of_pod(resource: Resource) -> Iterator[Named]:
    pod = pod_of(resource)
    if pod is None:
        return
    for reference in references(pod):
        label, optional = _WAYS[reference.way], reference.optional is True
        yield Named(kind=reference.kind, name=reference.name, label=label, optional=optional)
    for path, kind in _OF_PODS:
        yield from _at(pod.spec, path, kind)


def _backends(ingress: Resource) -> Iterator[Named]:
    backends = [*_items(ingress.spec, "rules[].http.paths[].backend"), *_items(ingress.spec, "defaultBackend")]
    for backend in backends:
        port = mapping(backend, "service", "port")
        if name := text(backend, "service", "name"):
            yield Named(kind="Service", name=name, label=_label(port.get("name") or port.get("number")))
        elif name := text(backend, "serviceName"):  # networking.k8s.io/v1beta1
            yield Named(kind="Service", name=name, label=_label(backend.get("servicePort")))
        elif text(backend, "resource", "name") and text(backend, "resource", "kind"):
            kind, name = backend["resource"]["kind"], backend["resource"]["name"]
            yield Named(kind=kind, name=name, label="backend")


def _label(port: Any) -> str:
    return f"backend :{port}" if isinstance(port, str | int) and port else "backend"


def _items(value: Any, path: str) -> Iterator[Any]:
    """What stands at a path; of each item, where the path leads through lists (`[]`)."""
    head, listing, rest = path.partition("[]")
    keys = head.strip(".").split(".") if head.strip(".") else []
    if not listing:
        if (found := at(value, *keys)) is not None:
            yield found
        return
    for item in listed(value, *keys):
        if rest:
            yield from _items(item, rest)
        else:
            yield item
