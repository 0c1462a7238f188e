"""What objects make in the cluster that no file holds: the Secret of an ExternalSecret, the claims of a StatefulSet."""

from collections.abc import Iterator
from dataclasses import dataclass

from plainsail.graph.lines import claim_lines
from plainsail.manifests.certificates import asks_for_one, is_certificate, written_secret
from plainsail.manifests.external_secrets import made_secret
from plainsail.manifests.fields import mapping, mappings, text
from plainsail.manifests.resource import Resource


@dataclass(frozen=True, kw_only=True)
class Made:
    """An object that another one makes beside itself."""

    kind: str
    name: str
    label: str = "makes"
    lines: tuple[str, ...] = ()
    storage_class: str = ""
    """Of a claim, the StorageClass that it asks for."""


def made_by(resource: Resource) -> Iterator[Made]:
    """What an object makes."""
    for name in _secrets(resource):
        yield Made(kind="Secret", name=name)
    match resource.key.group, resource.kind:
        case "keda.sh", "ScaledObject":
            own = text(resource.spec, "advanced", "horizontalPodAutoscalerConfig", "name")
            yield Made(kind="HorizontalPodAutoscaler", name=own or f"keda-hpa-{resource.name}")
        case "apps", "StatefulSet":
            for claim in mappings(resource.spec, "volumeClaimTemplates"):
                yield _claim(resource, claim)
        case "networking.k8s.io", "Ingress" if asks_for_one(resource):
            for name in filter(None, (text(entry, "secretName") for entry in mappings(resource.spec, "tls"))):
                yield Made(kind="Secret", name=name, label="tls")


def _secrets(resource: Resource) -> Iterator[str]:
    if resource.is_a("ExternalSecret"):
        yield from filter(None, [made_secret(resource)])
    elif is_certificate(resource):
        yield from filter(None, [written_secret(resource)])
    elif (resource.key.group, resource.kind) == ("bitnami.com", "SealedSecret"):
        yield text(resource.spec, "template", "metadata", "name") or resource.name


def _claim(resource: Resource, claim: dict[str, object]) -> Made:
    spec = mapping(claim, "spec")
    return Made(
        kind="PersistentVolumeClaim",
        name=f"{text(claim, 'metadata', 'name')}-{resource.name}-*",
        label="volumeClaimTemplates",
        lines=tuple(claim_lines(spec)),
        storage_class=text(spec, "storageClassName"),
    )
