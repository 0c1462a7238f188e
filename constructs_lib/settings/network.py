"""How requests reach the app, and who may send them."""

import ipaddress
from dataclasses import field
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import (
    DnsName,
    Host,
    HttpPath,
    LabelKey,
    LabelValue,
    Port,
    matching,
)
from constructs_lib.settings.values import NONE, Map, Seq, setting


def _cidr(text: str) -> str:
    try:
        ipaddress.ip_network(text)
    except ValueError as error:
        raise ValueError(f"is not a range of addresses ({error}); write it as '10.0.0.0/16'") from None
    if "/" not in text:
        raise ValueError(f"has no length; write '{text}/{len(ipaddress.ip_address(text).packed) * 8}' for one address")
    return text


def _within(small: str, large: str) -> bool:
    """Whether a range is a part of another, and not the whole of it."""
    inner, outer = ipaddress.ip_network(small), ipaddress.ip_network(large)
    return (
        inner.version == outer.version
        and inner.prefixlen > outer.prefixlen
        and int(outer.network_address) <= int(inner.network_address)
        and int(inner.broadcast_address) <= int(outer.broadcast_address)
    )


Cidr = Annotated[str, AfterValidator(_cidr)]
"""A range of IP addresses."""

_TARGET_TYPE = "alb.ingress.kubernetes.io/target-type"


@setting
class Service:
    """The app's Service: one stable name in front of the web pods."""

    type: Literal["ClusterIP", "NodePort", "LoadBalancer"] = "ClusterIP"
    """Who can reach it; an Ingress with IP targets needs no more than ClusterIP."""
    port: Port | None = None
    """The port that the Service listens on; without one it is the app's."""
    annotations: Map[LabelKey, str] = NONE
    """Annotations of the Service alone."""


@setting
class Alb:
    """What the AWS Load Balancer Controller is asked for (annotations `alb.ingress.kubernetes.io/*`)."""

    scheme: Literal["internal", "internet-facing"] = "internal"
    """Whether the load balancer has public addresses."""
    certificate_arn: (
        Annotated[
            str,
            AfterValidator(
                matching(r"arn:aws[a-z-]*:(acm|iam):[^\s,]+", "is not the ARN of a certificate: 'arn:aws:acm:...'")
            ),
        ]
        | None
    ) = None
    """The certificate in ACM; without one the controller looks for one that fits the host."""
    ssl_policy: (
        Annotated[
            str,
            AfterValidator(
                matching(
                    r"ELBSecurityPolicy-[A-Za-z0-9-]+",
                    "is no policy of AWS, such as 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09'",
                )
            ),
        ]
        | None
    ) = None
    """Versions of TLS and ciphers that clients may use; without one the controller's default, which takes TLS 1.0."""
    ssl_redirect: bool = True
    """Listen on 443, and send plain HTTP there; False listens on port 80 alone, for tests."""
    group_name: DnsName | None = None
    """Shares one load balancer between Ingresses of the same group."""
    deregistration_delay_seconds: Annotated[int, Field(ge=0, le=3600)] | None = None
    """Seconds that a leaving pod may finish its requests; must end before the pod is killed."""


@setting
class Tls:
    """TLS with a certificate from a Secret, for controllers that read one (not the ALB)."""

    secret_name: DnsName = field(kw_only=False)
    """The Secret of type kubernetes.io/tls, in the app's namespace."""


@setting
class Ingress:
    """The app's public address. TLS ends here: the app speaks plain HTTP."""

    host: Host = field(kw_only=False)
    """The host name; `{app}` and `{env}` are filled in."""
    class_name: DnsName
    """The IngressClass: `alb`, `nginx`."""
    paths: Seq[HttpPath] = ("/",)
    """Paths that lead to the app, with all that is below them (`pathType: Prefix`)."""
    tls: Tls | None = None
    """A certificate from a Secret."""
    alb: Alb | None = None
    """For `class_name="alb"`: what the load balancer is to be."""
    annotations: Map[LabelKey, str] = NONE
    """Annotations of the Ingress alone; they win over those that `alb` makes."""

    def __post_init__(self) -> None:
        if self.class_name == "alb" and self.alb is None and _TARGET_TYPE not in self.annotations:
            raise SettingsError(
                "class_name='alb' without alb=Alb(...) sends requests to nodes, which a Service of type ClusterIP does "
                "not serve; set alb=Alb(...)",
                path=("class_name",),
            )
        if self.alb is not None and self.class_name != "alb":
            raise SettingsError(
                f"alb=Alb(...) means nothing to class_name={self.class_name!r}; set class_name='alb', or alb=None",
                path=("alb",),
            )
        if not self.paths:
            raise SettingsError("paths is empty; give at least '/'", path=("paths",))


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
        if not self.protocols:
            raise SettingsError("protocols is empty; name 'TCP', 'UDP' or both", path=("protocols",))
        if not self.ports and tuple(self.protocols) != ("TCP",):
            raise SettingsError("protocols are those of ports, and ports is empty; name ports", path=("protocols",))


@setting
class NetworkPolicy:
    """Who may talk to the app's pods. Everything that is not named is refused."""

    ingress_from: Seq[Peer] = ()
    """Who may reach the ports of the pods that serve; workers and jobs are reached by nobody."""
    egress_to: Seq[Egress] | None = None
    """Where all pods of the app may connect to, DNS being added; None leaves it open."""
