"""Services: the one that clients call, and the headless one that names each pod."""

from collections.abc import Iterable, Mapping

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.k8s_values import int_or_string
from constructs_lib.settings import Service, ServicePort
from constructs_lib.settings.values import NONE

_REPLACE = "Replace=true"
"""Applying merges ports by number: beside one that somebody changed by hand, that of Git would be a second one of its
name, and refused for ever."""


def app_service(
    scope: Construct,
    id: str,
    *,
    identity: Identity,
    component: str,
    service: Service,
    ports: Iterable[ServicePort],
    part: str | None = None,
    annotations: Mapping[str, str] = NONE,
) -> k8s.KubeService:
    """A Service of the app: one stable name in front of the pods of a component.

    `annotations` are the constructs' own; those of the settings win.
    """
    return k8s.KubeService(
        scope,
        id,
        metadata=identity.metadata(
            part,
            labels=identity.selector(component),
            annotations={**annotations, **service.annotations},
            # What a cloud adds to other types has to stay.
            sync_options=[_REPLACE] if service.type == "ClusterIP" else [],
        ),
        spec=k8s.ServiceSpec(
            type=service.type,
            cluster_ip="None" if service.headless else None,
            selector=identity.selector(component),
            ports=[_port(port.name, port.port or 0, port.app_protocol) for port in ports],
        ),
    )


def headless_service(
    scope: Construct, id: str, *, identity: Identity, part: str, component: str, ports: Mapping[str, int]
) -> k8s.KubeService:
    """A Service without an address of its own: a name in DNS for each pod of a component, `<app>-0.<app>-<part>`."""
    return k8s.KubeService(
        scope,
        id,
        metadata=identity.metadata(part, labels=identity.selector(component), sync_options=[_REPLACE]),
        spec=k8s.ServiceSpec(
            cluster_ip="None",
            # Pods that are to become ready together must find each other before.
            publish_not_ready_addresses=True,
            selector=identity.selector(component),
            ports=[_port(name, number) for name, number in ports.items()],
        ),
    )


def _port(name: str, number: int, app_protocol: str | None = None) -> k8s.ServicePort:
    return k8s.ServicePort(
        name=name, port=number, target_port=int_or_string(name), protocol="TCP", app_protocol=app_protocol
    )
