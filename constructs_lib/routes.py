"""What routes of the Gateway API have in common; the bindings have types of their own for each kind."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from cdk8s import ApiObjectMetadata

from constructs_lib.identity import Identity
from constructs_lib.k8s_values import custom_metadata
from constructs_lib.pod import PodProfile
from constructs_lib.settings import BackendRef, HeaderModifier, ParentRef, WebService
from constructs_lib.settings.backends import Backend
from constructs_lib.settings.names import WEB

M = TypeVar("M")


def route_metadata(identity: Identity, annotations: Mapping[str, str]) -> ApiObjectMetadata:
    """`metadata` of a route."""
    return custom_metadata(identity.metadata(labels=identity.selector(WEB), annotations=annotations))


def parent_fields(parent: ParentRef, identity: Identity) -> dict[str, Any]:
    """An entry of `parentRefs`."""
    return {
        "group": "gateway.networking.k8s.io",
        "kind": "Gateway",
        "name": parent.name,
        "namespace": identity.filled(parent.namespace) if parent.namespace else None,
        "section_name": parent.section_name,
        "port": parent.port,
    }


def backend_fields(target: BackendRef, backend: Backend, profile: PodProfile[WebService]) -> dict[str, Any]:
    """An entry of `backendRefs`: where a reference of the settings leads."""
    return {
        "group": "",
        "kind": "Service",
        "name": profile.identity.name(backend.service),
        "port": backend.number,
        "weight": target.weight,
    }


def header_modifier(
    headers: HeaderModifier, kind: Callable[..., M], set_: Callable[..., Any], add: Callable[..., Any]
) -> M:
    """A filter of headers, of requests or of answers."""
    return kind(
        set=[set_(name=name, value=value) for name, value in headers.set.items()] or None,
        add=[add(name=name, value=value) for name, value in headers.add.items()] or None,
        remove=list(headers.remove) or None,
    )
