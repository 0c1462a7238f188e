"""Settings of an HTTPRoute: which requests of a Gateway go where, and what becomes of them on the way."""

import re
from dataclasses import field
from typing import Annotated, Literal

from constructs_lib.settings.checks import Check
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.gateway import BackendRef, HeaderModifier, ParentRef, check_attachment
from constructs_lib.settings.text import HeaderName, HeaderValue, Host, HttpPath, LabelKey, Port, PortName, matching
from constructs_lib.settings.values import NONE, Map, Seq, setting

GatewayDuration = Annotated[
    str, Check(matching(r"([0-9]{1,5}(h|m|s|ms)){1,4}", "is not a duration; write it as '10s' or '1m30s'"))
]
"""A duration as the Gateway API writes it (GEP-2257); `0s` is none."""
ParameterName = Annotated[
    str,
    Check(matching(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", "is not a parameter's name; take blanks out", most=256)),
]
"""The name of a parameter of a query."""
_PATH = r"(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+"
_MILLISECONDS = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}
_HttpMethod = Literal["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"]


def _another(hostname: str | None, path: str | None, prefix: str | None) -> None:
    if path and prefix:
        raise SettingsError("path replaces all, and prefix a part; set one of the two", path=("prefix",))
    if hostname and hostname.startswith("*."):
        raise SettingsError(f"hostname={hostname!r} is many hosts; name one", path=("hostname",))


def _literal(path: str) -> None:
    odd = any(part in path for part in ("//", "/./", "/../", "%2f", "%2F")) or path.endswith(("/.", "/.."))
    if odd or not re.fullmatch(_PATH, path):
        message = f"path={path!r} is none that a Gateway takes; write letters, digits and '/', without '//' and '..'"
        raise SettingsError(message, path=("path",))


def _milliseconds(duration: str) -> int:
    return sum(int(number) * _MILLISECONDS[unit] for number, unit in re.findall(r"(\d+)(h|ms|m|s)", duration))


@setting
class RequestRedirect:
    """An answer that sends the client elsewhere (`requestRedirect`)."""

    scheme: Literal["http", "https"] | None = None
    """Another scheme."""
    hostname: Host | None = None
    """Another host."""
    port: Port | None = None
    """Another port."""
    path: HttpPath | None = None
    """Another path, for the whole of it."""
    prefix: HttpPath | None = None
    """Another path, for the part that the rule matched as PathPrefix."""
    status_code: Literal[301, 302, 303, 307, 308] = 302
    """The answer: 301 and 308 are kept by clients."""

    def __post_init__(self) -> None:
        _another(self.hostname, self.path, self.prefix)
        if not (self.scheme or self.hostname or self.port or self.path or self.prefix):
            raise SettingsError("a RequestRedirect needs scheme, hostname, port, path or prefix; it leads back")


@setting
class UrlRewrite:
    """Another host or path for the app than the client asked (`urlRewrite`)."""

    hostname: Host | None = None
    """Another host."""
    path: HttpPath | None = None
    """Another path, for the whole of it."""
    prefix: HttpPath | None = None
    """Another path, for the part that the rule matched as PathPrefix."""

    def __post_init__(self) -> None:
        _another(self.hostname, self.path, self.prefix)
        if not (self.hostname or self.path or self.prefix):
            raise SettingsError("a UrlRewrite needs hostname, path or prefix; it changes nothing")


@setting
class HttpMatch:
    """Requests of a rule, all conditions at once."""

    path: HttpPath = field(kw_only=False, default="/")
    """The path."""
    type: Literal["PathPrefix", "Exact", "RegularExpression"] = "PathPrefix"
    """How it is matched; regular expressions are the controller's own."""
    headers: Map[HeaderName, HeaderValue] = NONE
    """Headers that are there, with just this value."""
    query_params: Map[ParameterName, HeaderValue] = NONE
    """Parameters of the query, with just this value."""
    method: _HttpMethod | None = None
    """The method."""

    def __post_init__(self) -> None:
        if self.type != "RegularExpression":
            _literal(self.path)


@setting
class RouteTimeouts:
    """How long an answer may take; `0s` is for ever."""

    request: GatewayDuration | None = None
    """From the request to the whole answer."""
    backend_request: GatewayDuration | None = None
    """Of one attempt at a pod; at most `request`."""

    def __post_init__(self) -> None:
        if self.request is None and self.backend_request is None:
            raise SettingsError("RouteTimeouts needs request or backend_request")
        whole, attempt = _milliseconds(self.request or "0s"), _milliseconds(self.backend_request or "0s")
        if whole and attempt > whole:
            message = f"backend_request={self.backend_request!r} is above request={self.request!r}"
            raise SettingsError(message, path=("backend_request",))


@setting
class HttpRule:
    """Requests, what becomes of them on the way, and where they go."""

    matches: Seq[HttpPath | HttpMatch] = ("/",)
    """Requests that are meant: a path with all that is below it, or an `HttpMatch`; one that fits is enough."""
    backends: Seq[PortName | BackendRef] = ()
    """Where they go: ports of the app by name, or a `BackendRef`. Without any, to `http`; a redirect goes nowhere."""
    redirect: RequestRedirect | None = None
    """Sends the client elsewhere."""
    rewrite: UrlRewrite | None = None
    """Asks the app for another host or path."""
    request_headers: HeaderModifier | None = None
    """Changes headers of requests."""
    response_headers: HeaderModifier | None = None
    """Changes headers of answers."""
    timeouts: RouteTimeouts | None = None
    """How long an answer may take."""

    def __post_init__(self) -> None:
        if not self.matches:
            raise SettingsError("matches is empty; give at least '/'", path=("matches",))
        if self.redirect and (self.backends or self.rewrite):
            raise SettingsError("redirect answers by itself; take backends and rewrite out", path=("redirect",))
        for name in ("redirect", "rewrite"):
            if getattr(getattr(self, name), "prefix", None) and [match.type for match in self.requests] != [
                "PathPrefix"
            ]:
                message = "prefix replaces what one match of type PathPrefix matched; give the rule just that one"
                raise SettingsError(message, path=(name, "prefix"))

    @property
    def requests(self) -> list[HttpMatch]:
        """The requests that are meant, in full."""
        return [match if isinstance(match, HttpMatch) else HttpMatch(match) for match in self.matches]

    @property
    def destinations(self) -> list[BackendRef]:
        """Where they go, in full; nowhere if the client is sent elsewhere."""
        listed = [backend if isinstance(backend, BackendRef) else BackendRef(backend) for backend in self.backends]
        return [] if self.redirect else listed or [BackendRef()]


@setting
class HttpRoute:
    """HTTP requests by a Gateway (`gateway.networking.k8s.io/v1`)."""

    parents: Seq[ParentRef]
    """The Gateways by which they come."""
    hostnames: Seq[Host] = ()
    """Hosts, perhaps `*.example.com`; `{app}` and `{env}` are filled in. Without any, every host of the listeners."""
    rules: Seq[HttpRule] = (HttpRule(),)
    """Which requests go where; without any, all go to `http`."""
    annotations: Map[LabelKey, str] = NONE
    """Annotations of the route alone."""

    def __post_init__(self) -> None:
        check_attachment(self.parents, self.hostnames)
        if not self.rules:
            raise SettingsError("rules is empty, and no request would come; leave it out", path=("rules",))
