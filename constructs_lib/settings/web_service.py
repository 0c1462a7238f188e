"""Settings of a web app: on which port it listens, how it is probed, and how it is reached."""

from collections.abc import Iterator
from typing import Literal

from constructs_lib.settings import names
from constructs_lib.settings.containers import Probe
from constructs_lib.settings.deployed import Deployed
from constructs_lib.settings.jobs import BackgroundWorker
from constructs_lib.settings.layers import Problem, rule
from constructs_lib.settings.long_running import liveness_alone
from constructs_lib.settings.network import Ingress, Service
from constructs_lib.settings.text import DnsLabel, Port
from constructs_lib.settings.values import NONE, Map
from constructs_lib.settings.workload import component_taken

RESERVED_VARIABLES = {"caddy": {"SERVER_NAME": "the setting port decides it"}}
"""Of each server: the variables that the settings themselves say, and which."""


class WebService(Deployed, vocabulary=True):
    """An app that answers HTTP: web pods behind a Service and an Ingress, with workers and jobs beside them."""

    # What serves.
    port: Port = 8080
    """The port that the app listens on: container port, probes, Service, Ingress and SERVER_NAME all follow it."""
    server: Literal["caddy"] | None = None
    """The server, where a variable of its own tells it the port: "caddy", and so FrankenPHP, gets SERVER_NAME."""
    readiness_probe: Probe | None = None
    """When it fails, the pod gets no requests."""
    liveness_probe: Probe | None = None
    """When it fails, the container is restarted; it must not depend on other systems."""
    startup_probe: Probe | None = None
    """Until it succeeds once the others do not ask: the time for a slow first boot."""

    # How it is reached.
    service: Service = Service()
    """The Service in front of the web pods."""
    ingress: Ingress | None = None
    """The public address."""

    # Beside the web pods.
    workers: Map[DnsLabel, BackgroundWorker] = NONE
    """Deployments of the same image with another command."""

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

    def _own_ports(self) -> dict[str, int]:
        return {names.HTTP_PORT: self.port}
