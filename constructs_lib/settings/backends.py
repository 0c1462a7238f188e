"""Where requests are led: to which Service of the app, and to which of its ports."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.settings.alb import Alb
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.gateway import BackendRef
from constructs_lib.settings.ingress import IngressPath
from constructs_lib.settings.layers import Problem
from constructs_lib.settings.network import ServicePort

Services = Mapping[str | None, Mapping[str, ServicePort]]
"""The app's Services by their names in `services`, None for `service`; each with its ports by name."""
ALB_PROTOCOLS = {"grpc": "GRPC", "kubernetes.io/h2c": "HTTP2"}
"""What AWS' load balancer calls a protocol (`backend-protocol-version`)."""


@dataclass(frozen=True)
class Backend:
    """A port of one of the app's Services."""

    service: str | None
    """Which of `services`; None for `service`."""
    port: ServicePort
    """The port, with the number that the Service has."""

    @property
    def number(self) -> int:
        """The number that the Service listens on."""
        return self.port.port or 0


def find(services: Services, target: IngressPath | BackendRef, *, usual: str) -> Backend:
    """Where a path or a reference leads; to the port `usual` where it names none. Raises `SettingsError`."""
    if target.service is not None and target.service not in services:
        known = [name for name in services if name]
        near = did_you_mean_or_all(target.service, known)
        raise SettingsError(f"service={target.service!r} is none of services{near}")
    names = [target.service] if target.service is not None else list(services)
    if target.port is None and target.service is not None and usual not in services[target.service]:
        usual = next(iter(services[target.service]))
    port = target.port or usual
    for name in names:
        if port in services[name]:
            return Backend(name, services[name][port])
    listed = [own for name in names for own in services[name]]
    whose = f"services[{target.service!r}]" if target.service is not None else "any Service of the app"
    message = f"{port!r} is no port of {whose}{did_you_mean_or_all(port, listed)}; add it to the ports of a Service"
    raise SettingsError(message)


def alb_misled(alb: Alb, path: tuple[str | int, ...], backends: Sequence[Backend]) -> Iterator[Problem]:
    """What AWS' load balancer cannot do: two protocols by one Service, or any newer one without TLS."""
    known: dict[str | None, str | None] = {}
    for backend in backends:
        protocol = ALB_PROTOCOLS.get(backend.port.app_protocol or "")
        if known.setdefault(backend.service, protocol) != protocol:
            message = f"the load balancer speaks one protocol with a Service, and {backend.port.name!r} has another"
            yield path, f"{message}; give it a Service of its own, services = {{'...': Service(ports=[...])}}"
            return
        if protocol and not alb.ssl_redirect:
            message = f"the load balancer speaks {protocol} with pods only for requests by HTTPS"
            yield (path[0], "alb", "ssl_redirect"), f"{message}; take ssl_redirect=False out"
            return
