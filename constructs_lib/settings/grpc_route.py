"""Settings of a GRPCRoute: which calls of a Gateway go where."""

import re
from dataclasses import field
from typing import Literal

from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.gateway import BackendRef, HeaderModifier, ParentRef, check_attachment
from constructs_lib.settings.text import HeaderName, HeaderValue, Host, LabelKey, PortName
from constructs_lib.settings.values import NONE, Map, Seq, setting

_SERVICE = r"(?i)\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*"
_METHOD = r"[A-Za-z_][A-Za-z_0-9]*"


@setting
class GrpcMatch:
    """Calls of a rule, all conditions at once."""

    service: str | None = field(kw_only=False, default=None)
    """The service with its package: `shop.v1.Orders`."""
    method: str | None = None
    """The method; without one, all of the service."""
    type: Literal["Exact", "RegularExpression"] = "Exact"
    """How both are matched."""
    headers: Map[HeaderName, HeaderValue] = NONE
    """Headers (metadata) that are there, with just this value."""

    def __post_init__(self) -> None:
        for name, known in (("service", _SERVICE), ("method", _METHOD)):
            value = getattr(self, name)
            if value is not None and not (re.fullmatch(known, value) if self.type == "Exact" else value):
                like = "shop.v1.Orders" if name == "service" else "Get"
                message = f"{name}={value!r} is no name of a {name}, such as {like!r}"
                raise SettingsError(message, path=(name,))
        if not (self.service or self.method or self.headers):
            raise SettingsError("a GrpcMatch needs service, method or headers; leave matches out for every call")
        if self.type != "Exact" and not (self.service or self.method):
            raise SettingsError("type is how service and method are matched; name one", path=("type",))


@setting
class GrpcRule:
    """Calls, what becomes of them on the way, and where they go."""

    matches: Seq[GrpcMatch] = ()
    """Calls that are meant; one that fits is enough. Without any, all."""
    backends: Seq[PortName | BackendRef] = ()
    """Where they go: ports of the app by name, or a `BackendRef`. Without any, to `grpc` if a port is named so, else
    to `http`."""
    request_headers: HeaderModifier | None = None
    """Changes headers of calls."""
    response_headers: HeaderModifier | None = None
    """Changes headers of answers."""

    @property
    def destinations(self) -> list[BackendRef]:
        """Where they go, in full."""
        listed = [backend if isinstance(backend, BackendRef) else BackendRef(backend) for backend in self.backends]
        return listed or [BackendRef()]


@setting
class GrpcRoute:
    """gRPC calls by a Gateway (`gateway.networking.k8s.io/v1`)."""

    parents: Seq[ParentRef]
    """The Gateways by which they come."""
    hostnames: Seq[Host] = ()
    """Hosts, perhaps `*.example.com`; `{app}` and `{env}` are filled in. Without any, every host of the listeners."""
    rules: Seq[GrpcRule] = (GrpcRule(),)
    """Which calls go where."""
    annotations: Map[LabelKey, str] = NONE
    """Annotations of the route alone."""

    def __post_init__(self) -> None:
        check_attachment(self.parents, self.hostnames)
        if not self.rules:
            raise SettingsError("rules is empty, and no call would come; leave it out", path=("rules",))
