"""Settings of an app whose pods run all the time: what runs in them, and how they leave."""

from collections.abc import Iterator, Mapping

from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.settings.companions import Companions
from constructs_lib.settings.containers import AnyProbe, Command, Container, PortProbe
from constructs_lib.settings.layers import Problem, parts_of, rule
from constructs_lib.settings.monitored import Monitored
from constructs_lib.settings.scaling import Shutdown
from constructs_lib.settings.security import Security
from constructs_lib.settings.text import DnsLabel, Natural
from constructs_lib.settings.values import NONE, Map, Seq


class LongRunning(Monitored, vocabulary=True):
    """An app whose pods run all the time, and are replaced when their template changes."""

    # What the pods run.
    command: Command | None = None
    """Replaces the image's ENTRYPOINT."""
    args: Seq[str] = ()
    """Replaces the image's CMD."""
    security: Security = Security()
    """What the app's own container may beyond the hardening of all; jobs, workers and sidecars have their own."""
    init_containers: Map[DnsLabel, Container] = NONE
    """Containers that run, one after the other, before the app starts."""
    sidecars: Map[DnsLabel, Container] = NONE
    """Containers that run beside the app."""

    # How they are replaced.
    shutdown: Shutdown = Shutdown()
    """How a pod leaves."""
    revision_history_limit: Natural = 3
    """Old templates that are kept to look at (ReplicaSets, ControllerRevisions); rolling back goes through Git."""

    @rule
    def _probes_ask_ports_of_the_app(self) -> Iterator[Problem]:
        for path, probe in parts_of(self):
            if len(path) == 1 and isinstance(probe, PortProbe) and probe.port not in (None, *self.own_ports()):
                near = did_you_mean_or_all(probe.port or "", list(self.own_ports()))
                yield (*path, "port"), f"port={probe.port!r} is no port of the app{near}"

    @rule
    def _peers_are_let_in_to_ports_of_the_pods(self) -> Iterator[Problem]:
        known = self.pod_ports()
        for index, peer in enumerate(self.network_policy.ingress_from if self.network_policy else ()):
            for number, port in enumerate(peer.ports):
                if port not in known:
                    near = did_you_mean_or_all(port, list(known))
                    path = ("network_policy", "ingress_from", index, "ports", number)
                    yield path, f"{port!r} is no port of the app's pods{near}"

    def _pods_at_once(self) -> Iterator[tuple[str, str]]:
        if self.migration:
            yield "the migration mounts it beside the app", ""
        for name, job in self.cron_jobs.items():
            if job.image is None:
                yield f"the CronJob {name!r} mounts it beside the app", ""

    def pod_ports(self) -> dict[str, int]:
        """The ports of the app's pods, by name: its own, and those of what runs beside it."""
        native = [container for container in self.init_containers.values() if container.restart_policy]
        beside = [*native, *self.sidecars.values()]
        return self.own_ports() | {name: port for container in beside for name, port in container.ports.items()}

    def _companions(self) -> Iterator[Companions]:
        yield Companions((), self.init_containers, self.sidecars, ports=self.own_ports())
        yield from super()._companions()


def ports_of_one_number(setting: str, ports: Mapping[str, int], why: str = "") -> Iterator[Problem]:
    """That two ports have one number."""
    first: dict[int, str] = {}
    for name, number in ports.items():
        if first.setdefault(number, name) != name:
            yield (setting, name), f"{first[number]!r} is port {number} too{why}; take one out"


def liveness_alone(*, liveness: AnyProbe | None, readiness: AnyProbe | None) -> Iterator[Problem]:
    """That pods which serve are killed, and never taken out of the Service before."""
    if liveness and readiness is None:
        message = "liveness_probe without readiness_probe kills pods that still get requests; set both"
        yield ("liveness_probe",), message
