"""Settings of an app whose pods run all the time: what runs in them, and how they leave."""

from collections.abc import Collection, Iterator, Mapping

from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.settings import names
from constructs_lib.settings.containers import AnyProbe, Command, Container, Probe, TcpProbe
from constructs_lib.settings.layers import Problem, rule, values_of
from constructs_lib.settings.monitored import Monitored
from constructs_lib.settings.scaling import Shutdown
from constructs_lib.settings.text import DnsLabel, Natural
from constructs_lib.settings.values import NONE, Map, Seq


class LongRunning(Monitored, vocabulary=True):
    """An app whose pods run all the time, and are replaced when their template changes."""

    # What the pods run.
    command: Command | None = None
    """Replaces the image's ENTRYPOINT."""
    args: Seq[str] = ()
    """Replaces the image's CMD."""
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
    def _names_of_containers_are_free(self) -> Iterator[Problem]:
        for name in self.init_containers.keys() & self.sidecars.keys():
            yield ("sidecars", name), f"an init container is named {name!r} too; choose another name"
        for setting in ("init_containers", "sidecars"):
            for name, container in getattr(self, setting).items():
                if name == names.APP:
                    yield (setting, name), f"a container named {name!r} is the app's own; choose another name"
                for mount in container.mounts:
                    if mount not in self._shared_paths():
                        message = f"{mount} is no writable path of the app; add it to writable_paths"
                        yield (setting, name, "mounts"), message

    @rule
    def _ports_do_not_meet(self) -> Iterator[Problem]:
        """The containers of a pod share its network; an init container has stopped before the others start."""
        named = dict.fromkeys(self._own_ports(), "the app")
        numbers = dict.fromkeys(self._own_ports().values(), "the app")
        for sidecar, container in self.sidecars.items():
            for name, number in container.ports.items():
                path = ("sidecars", sidecar, "ports", name)
                if name in named:
                    yield path, f"a port of {named[name]} is named {name!r} too; choose another name"
                if number in numbers:
                    yield path, f"{numbers[number]} listens on port {number} too; choose another port"
                named[name] = numbers[number] = sidecar

    @rule
    def _probes_ask_ports_of_the_app(self) -> Iterator[Problem]:
        for path, probe in values_of(self):
            if isinstance(probe, Probe | TcpProbe) and probe.port is not None and probe.port not in self._own_ports():
                near = did_you_mean_or_all(probe.port, list(self._own_ports()))
                yield (*path, "port"), f"port={probe.port!r} is no port of the app{near}"

    def _pod_ports(self) -> dict[str, int]:
        beside = [port for container in self.sidecars.values() for port in container.ports.items()]
        return self._own_ports() | dict(beside)

    def _shared_paths(self) -> Collection[str]:
        """The paths of the app that a container of another image may share."""
        return self.writable_paths


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
