"""Settings of a web app: on which ports it listens, how it is probed, and how it is reached."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from constructs_lib.kubernetes.certificates import covers
from constructs_lib.settings import names
from constructs_lib.settings.backends import Backend, Services, alb_misled, find
from constructs_lib.settings.certificates import Certificate
from constructs_lib.settings.containers import AnyProbe
from constructs_lib.settings.deployed import Deployed
from constructs_lib.settings.errors import Path, SettingsError
from constructs_lib.settings.gateway import BackendRef
from constructs_lib.settings.grpc_route import GrpcRoute
from constructs_lib.settings.http_route import HttpRoute
from constructs_lib.settings.ingress import Ingress, IngressPath, Tls
from constructs_lib.settings.jobs import BackgroundWorker
from constructs_lib.settings.layers import Problem, rule
from constructs_lib.settings.long_running import liveness_alone, ports_of_one_number
from constructs_lib.settings.monitoring import Monitor, ServiceMonitor
from constructs_lib.settings.network import Service, ServicePort, service_leads_nowhere
from constructs_lib.settings.once import once
from constructs_lib.settings.text import DnsLabel, Port, PortName
from constructs_lib.settings.values import NONE, Map
from constructs_lib.settings.workload import component_taken

RESERVED_VARIABLES = {"caddy": {"SERVER_NAME": "the setting port decides it"}}
"""Of each server: the variables that the settings themselves say, and which."""


class WebService(Deployed, vocabulary=True):
    """An app that answers HTTP: web pods behind a Service and an Ingress, with workers and jobs beside them."""

    # What serves.
    port: Port = 8080
    """The port that the app listens on, named `http`: container port, probes, Service, Ingress, routes and SERVER_NAME
    all follow it."""
    ports: Map[PortName, Port] = NONE
    """Further ports that the app listens on, by name (TCP). No Service leads to them that does not name them."""
    server: Literal["caddy"] | None = None
    """The server, where a variable of its own tells it the port: "caddy", and so FrankenPHP, gets SERVER_NAME."""
    readiness_probe: AnyProbe | None = None
    """When it fails, the pod gets no requests."""
    liveness_probe: AnyProbe | None = None
    """When it fails, the container is restarted; it must not depend on other systems."""
    startup_probe: AnyProbe | None = None
    """Until it succeeds once the others do not ask: the time for a slow first boot."""

    # How it is reached.
    service: Service = Service()
    """The Service in front of the web pods, `<app>`."""
    services: Map[DnsLabel, Service] = NONE
    """Further Services in front of the same pods, `<app>-<name>`: for other ports, of another type."""
    ingress: Ingress | None = None
    """The public address, by an Ingress."""
    http_route: HttpRoute | None = None
    """HTTP requests by a Gateway, instead of the Ingress or beside it."""
    grpc_route: GrpcRoute | None = None
    """gRPC calls by a Gateway."""
    certificate: Certificate | None = None
    """A certificate by cert-manager, which the Ingress takes unless it says `tls`. A Gateway takes its own."""
    service_monitor: ServiceMonitor | None = None
    """Prometheus scrapes the pods that the Service leads to."""

    # Beside the web pods.
    workers: Map[DnsLabel, BackgroundWorker] = NONE
    """Deployments of the same image with another command."""

    @rule
    def _ports_are_told_apart(self) -> Iterator[Problem]:
        if names.HTTP_PORT in self.ports:
            yield ("ports", names.HTTP_PORT), f"{names.HTTP_PORT!r} names the setting port; choose another name"
        yield from ports_of_one_number("ports", self.own_ports())

    @rule
    def _services_lead_to_pods(self) -> Iterator[Problem]:
        yield from service_leads_nowhere(("service",), self.service, self.pod_ports())
        for name, service in self.services.items():
            yield from service_leads_nowhere(("services", name), service, self.pod_ports())
        yield from self._too_long("services", 63)

    @rule
    def _requests_are_led_to_a_service(self) -> Iterator[Problem]:
        for path, target, usual in self._targets():
            try:
                find(self.service_ports(), target, usual=usual)
            except SettingsError as error:
                yield path, error.message

    @rule
    def _the_load_balancer_can_speak_with_pods(self) -> Iterator[Problem]:
        if self.ingress and self.ingress.alb:
            yield from alb_misled(self.ingress.alb, ("ingress", "paths"), self.backends("ingress"))

    @rule
    def _the_certificate_is_for_the_hosts(self) -> Iterator[Problem]:
        if self.certificate is None:
            return
        if not self.certificate_hosts:
            yield ("certificate",), "neither an Ingress nor a route names a host; set dns_names=[...]"
        for tls in self.ingress_tls:
            for host in tls.hosts if self.ingress and self.ingress.tls is None else ():
                if not covers(self.certificate_hosts, host):
                    message = f"the certificate is not for {host}, a host of the Ingress that takes it"
                    yield ("certificate", "dns_names"), f"{message}; add it, or set tls of the Ingress"

    @rule
    def _probes(self) -> Iterator[Problem]:
        yield from liveness_alone(liveness=self.liveness_probe, readiness=self.readiness_probe)

    @rule
    def _no_reserved_variables(self) -> Iterator[Problem]:
        reserved = RESERVED_VARIABLES.get(self.server or "", {})
        config = {key: "" for config in self.config_maps.values() if config.as_env for key in config.data}
        secret = (((*made.path, "params"), made.secrets.as_variables) for made in self.made_secrets)
        places = (*self._variables(), *secret, (("config_maps",), config))
        for path, variables in places:
            for name in sorted(variables.keys() & reserved.keys()):
                yield (*path, name), f"{name} is a reserved variable: {reserved[name]}; take it out"

    @rule
    def _names_of_workers_are_free(self) -> Iterator[Problem]:
        for name in self.workers.keys() & self.cron_jobs.keys():
            yield ("cron_jobs", name), f"a worker is named {name!r} too; choose another name"
        for setting, reserved in (("workers", names.WEB), ("workers", names.MIGRATION), ("cron_jobs", names.WEB)):
            if reserved in getattr(self, setting):
                yield component_taken(setting, reserved)
        yield from self._too_long("workers", 63)

    def own_ports(self) -> dict[str, int]:
        """The ports of the app's own container, by name, `http` first."""
        return {names.HTTP_PORT: self.port, **self.ports}

    @once
    def service_ports(self) -> Services:
        """Each Service of the app, with its ports."""
        usual = [names.HTTP_PORT]
        served: dict[str | None, Mapping[str, ServicePort]] = {
            name: each.leads_to(self.pod_ports(), otherwise=usual) for name, each in self.services.items()
        }
        return {None: self.service.leads_to(self.pod_ports(), otherwise=usual)} | served

    def backend(self, target: IngressPath | BackendRef, *, usual: str = names.HTTP_PORT) -> Backend:
        """Where a path of the Ingress, or a backend of a route, leads."""
        return find(self.service_ports(), target, usual=usual)

    def backends(self, *settings: str) -> list[Backend]:
        """Where the Ingress and routes lead, or those of them that are named."""
        asked = settings or ("ingress", "http_route", "grpc_route")
        return [self.backend(target, usual=usual) for path, target, usual in self._targets() if path[0] in asked]

    def exposed_ports(self) -> list[str]:
        """The ports of the pods that requests are led to: by `service`, the Ingress and routes."""
        led = {*self.service_ports()[None], *(backend.port.name for backend in self.backends())}
        return [name for name in self.pod_ports() if name in led]

    @property
    def grpc_port(self) -> str:
        """The port that gRPC calls are led to where nothing else is said."""
        return names.GRPC_PORT if names.GRPC_PORT in self.pod_ports() else names.HTTP_PORT

    @property
    def certificate_hosts(self) -> list[str]:
        """The hosts of the certificate, with braces that are not filled in."""
        if self.certificate and self.certificate.dns_names:
            return list(self.certificate.dns_names)
        routes = [host for route in (self.http_route, self.grpc_route) if route for host in route.hostnames]
        return list(dict.fromkeys([*(self.ingress.host_names if self.ingress else ()), *routes]))

    @property
    def certificate_secret(self) -> str | None:
        """The Secret that holds the certificate."""
        return self.filled(self.certificate.secret_name or "{app}-tls") if self.certificate else None

    @property
    def ingress_tls(self) -> list[Tls]:
        """What the Ingress says of TLS, each with its hosts; a load balancer of AWS reads no Secrets."""
        if self.ingress is None:
            return []
        hosts = self.ingress.host_names
        if not self.ingress.certificates and self.certificate_secret and self.ingress.alb is None:
            return [Tls(self.certificate_secret, hosts=hosts)]
        return [replace(tls, hosts=tls.hosts or hosts) for tls in self.ingress.certificates]

    def _targets(self) -> Iterator[tuple[Path, IngressPath | BackendRef, str]]:
        """All that leads to a Service, with where it stands, and the port where it names none."""
        for place, path in self.ingress.written_paths() if self.ingress else ():
            yield ("ingress", *place), path, names.HTTP_PORT
        for name, usual in (("http_route", names.HTTP_PORT), ("grpc_route", self.grpc_port)):
            route = getattr(self, name)
            for number, each in enumerate(route.rules if route else ()):
                for index, target in enumerate(each.destinations):
                    yield (name, "rules", number, *(("backends", index) if each.backends else ())), target, usual

    def _served_ports(self) -> Mapping[str, int]:
        return {name: port.port or 0 for name, port in self.service_ports()[None].items()}

    def _usual_ports(self) -> Collection[str]:
        return self.exposed_ports()

    def _monitors(self) -> dict[str, Monitor]:
        return ({"service_monitor": self.service_monitor} if self.service_monitor else {}) | super()._monitors()
