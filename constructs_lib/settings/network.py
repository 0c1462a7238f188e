"""Services in front of the app's pods, and who may send them requests."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Annotated, Literal

from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.settings.checks import Check
from constructs_lib.settings.errors import Path, SettingsError
from constructs_lib.settings.layers import Problem
from constructs_lib.settings.text import AppProtocol, LabelKey, LabelValue, Port, PortName
from constructs_lib.settings.values import NONE, Map, Seq, setting


def _cidr(text: str) -> str:
    import ipaddress

    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        raise ValueError(f"is not a range of addresses ({error}); write it as '10.0.0.0/16'") from None
    if "/" not in text:
        raise ValueError(f"has no length; write '{text}/{len(ipaddress.ip_address(text).packed) * 8}' for one address")
    return text


def _within(small: str, large: str) -> bool:
    """Whether a range is a part of another, and not the whole of it."""
    import ipaddress

    inner, outer = ipaddress.ip_network(small), ipaddress.ip_network(large)
    return (
        inner.version == outer.version
        and inner.prefixlen > outer.prefixlen
        and int(outer.network_address) <= int(inner.network_address)
        and int(inner.broadcast_address) <= int(outer.broadcast_address)
    )


Cidr = Annotated[str, Check(_cidr)]
"""A range of IP addresses."""


@setting
class ServicePort:
    """A port of a Service, where more is to be said of it than which port of the pods it leads to."""

    name: PortName = field(kw_only=False)
    """The port of the app, or of a sidecar, by its name; the Service's port has the same (`name`, `targetPort`)."""
    port: Port | None = None
    """The number that clients call; without one it is that of the app's port."""
    app_protocol: AppProtocol | None = None
    """What is spoken there, for Gateways and meshes that ask: `kubernetes.io/h2c`, `grpc`, `https` (`appProtocol`)."""


@setting
class Service:
    """A Service of the app: one stable name in front of its pods."""

    type: Literal["ClusterIP", "NodePort", "LoadBalancer"] = "ClusterIP"
    """Who can reach it; an Ingress with IP targets needs no more than ClusterIP."""
    port: Port | None = None
    """The number that clients call, of a Service of one port; without one it is the app's."""
    ports: Seq[PortName | ServicePort] = ()
    """The ports of the pods that it leads to, by name; without any it is a web service's `http`, and all ports of a
    stateful service."""
    headless: bool = False
    """Without an address of its own (`clusterIP: None`): its name in DNS stands for all pods that are ready, and who
    calls it chooses among them. What gRPC clients that balance by themselves need."""
    annotations: Map[LabelKey, str] = NONE
    """Annotations of the Service alone."""

    def __post_init__(self) -> None:
        if self.port is not None and len(self.ports) > 1:
            message = f"port={self.port} cannot stand for {len(self.ports)} ports; write ServicePort('...', port=...)"
            raise SettingsError(message, path=("port",))
        if self.headless and self.type != "ClusterIP":
            message = f"headless means nothing to a Service of type={self.type!r}; take one of the two out"
            raise SettingsError(message, path=("headless",))
        numbered = [number for number in self._listens() if number is not None]
        if self.headless and numbered:
            message = f"a headless Service leads to no other port: clients call the pods' own, and never {numbered[0]}"
            raise SettingsError(f"{message}; take port out", path=("headless",))

    def leads_to(self, ports: Mapping[str, int], *, otherwise: Iterable[str]) -> dict[str, ServicePort]:
        """Its ports by name, each with its number; `ports` are those of the pods, and `otherwise` names the usual."""
        listed = [port if isinstance(port, ServicePort) else ServicePort(port) for port in self.ports or otherwise]
        # A name that no port has is a rule's to refuse; other rules may ask before.
        known = [port for port in listed if port.port or self.port or port.name in ports]
        return {port.name: replace(port, port=port.port or self.port or ports[port.name]) for port in known}

    def _listens(self) -> list[int | None]:
        return [self.port, *(port.port for port in self.ports if isinstance(port, ServicePort))]


def service_leads_nowhere(path: Path, service: Service, ports: Mapping[str, int]) -> Iterator[Problem]:
    """That a Service names a port that the pods do not have, or one twice."""
    first: dict[str | int, str] = {}
    for index, port in enumerate(service.ports):
        own = port if isinstance(port, ServicePort) else ServicePort(port)
        where = (*path, "ports", index)
        if own.name not in ports:
            yield where, f"{own.name!r} is no port of the app's pods{did_you_mean_or_all(own.name, list(ports))}"
            return
        number = own.port or service.port or ports[own.name]
        if own.name in first:
            yield where, f"{own.name!r} is named twice; take one out"
        elif number in first:
            yield where, f"{first[number]!r} is port {number} of the Service too; set another port=..."
        first[own.name] = first[number] = own.name


@setting
class Peer:
    """Who is on the other side of a connection: pods, by their labels and their namespace's, or addresses."""

    cidr: Cidr | None = None
    """Addresses, such as the subnets of a load balancer."""
    except_cidrs: Seq[Cidr] = ()
    """Addresses within `cidr` that are not meant."""
    namespace_labels: Map[LabelKey, LabelValue] = NONE
    """Labels of the namespaces whose pods are meant; without them it is the app's own namespace."""
    pod_labels: Map[LabelKey, LabelValue] = NONE
    """Labels of the pods that are meant; without them it is every pod of those namespaces."""
    ports: Seq[PortName] = ()
    """For `ingress_from`: the ports of the pods that it may reach, by name, such as `metrics` for monitoring alone.
    Without any it is those that `service`, the Ingress and routes lead to; of other shapes, all ports of the app."""

    def __post_init__(self) -> None:
        if self.cidr is not None and (self.namespace_labels or self.pod_labels):
            raise SettingsError("cidr means addresses, the labels mean pods; write two peers", path=("cidr",))
        if self.cidr is None and not (self.namespace_labels or self.pod_labels):
            raise SettingsError("a peer needs cidr, namespace_labels or pod_labels; '{}' would mean everybody")
        if self.cidr is None and self.except_cidrs:
            raise SettingsError("except_cidrs needs a cidr to be an exception of", path=("except_cidrs",))
        for index, cidr in enumerate(self.except_cidrs):
            if not _within(cidr, self.cidr or ""):
                message = f"{cidr} is no part of cidr={self.cidr!r}; except_cidrs names smaller ranges within it"
                raise SettingsError(message, path=("except_cidrs", index))


@setting
class Egress:
    """Where the app may connect to."""

    to: Seq[Peer]
    """The peers."""
    ports: Seq[Port] = ()
    """Ports; none means every port, of every protocol."""
    protocols: Seq[Literal["TCP", "UDP"]] = ("TCP",)
    """What the ports are ports of; DNS asks by UDP, and by TCP for long answers."""

    def __post_init__(self) -> None:
        if not self.to:
            raise SettingsError("to is empty, which Kubernetes reads as everybody; name the peers", path=("to",))
        for index, peer in enumerate(self.to):
            if peer.ports:
                message = "ports of a peer are those of the app's own pods; here write Egress(to=..., ports=...)"
                raise SettingsError(message, path=("to", index, "ports"))
        if not self.protocols:
            raise SettingsError("protocols is empty; name 'TCP', 'UDP' or both", path=("protocols",))
        if not self.ports and tuple(self.protocols) != ("TCP",):
            raise SettingsError("protocols are those of ports, and ports is empty; name ports", path=("protocols",))


@setting
class NetworkPolicy:
    """Who may talk to the app's pods. Everything that is not named is refused."""

    ingress_from: Seq[Peer] = ()
    """Who may reach the pods that serve, and which of their ports; workers and jobs are reached by nobody."""
    egress_to: Seq[Egress] | None = None
    """Where all pods of the app may connect to, DNS being added; None leaves it open."""
