"""Settings of an app whose pods say how they are: what Prometheus scrapes of them."""

from collections.abc import Collection, Iterator, Mapping

from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.settings.environment import reserved_labels
from constructs_lib.settings.layers import Problem, rule
from constructs_lib.settings.monitoring import Monitor, PodMonitor
from constructs_lib.settings.workload import Workload


class Monitored(Workload, vocabulary=True):
    """An app whose pods can be scraped while they run."""

    # What Prometheus scrapes.
    pod_monitor: PodMonitor | None = None
    """Prometheus scrapes the pods themselves, at a port of the app or of a sidecar."""

    @rule
    def _monitors_ask_ports_of_the_app(self) -> Iterator[Problem]:
        for name, monitor in self._monitors().items():
            ports = list(self._scraped_ports(name))
            if not ports:
                yield (name,), "the pods have no port that Prometheus could scrape; name one, or take it out"
            elif monitor.port is not None and monitor.port not in ports:
                near = did_you_mean_or_all(monitor.port, ports)
                yield (name, "port"), f"port={monitor.port!r} is no port of the app{near}"
            yield from reserved_labels((name, "labels"), monitor.labels)

    @rule
    def _each_series_is_scraped_once(self) -> Iterator[Problem]:
        asked: dict[tuple[str | None, str], str] = {}
        for name, monitor in self._monitors().items():
            first = asked.setdefault((self._scraped_port(name), monitor.path), name)
            if first != name:
                yield (
                    (name,),
                    f"{first} scrapes {monitor.path} of the same port, so each series is there twice; keep one",
                )

    @rule
    def _prometheus_is_let_in(self) -> Iterator[Problem]:
        for name, monitor in self._monitors().items():
            port = self._scraped_port(name)
            if monitor.scraped_by and not self._shut():
                message = "scraped_by means nothing where no network_policy shuts the ports"
                yield (name, "scraped_by"), f"{message}; take it out"
            elif port and self._shut() and not monitor.scraped_by and not self._open(port):
                message = f"network_policy lets nobody reach the port {port!r}"
                yield (name,), f"{message}; set scraped_by=[Peer(...)], the Prometheus that scrapes"

    @property
    def monitors(self) -> dict[str, tuple[Monitor, str]]:
        """What there is to scrape, by setting, with the port that each asks."""
        return {name: (monitor, self._scraped_port(name) or "") for name, monitor in self._monitors().items()}

    def _monitors(self) -> dict[str, Monitor]:
        """What there is to scrape, by setting."""
        return {"pod_monitor": self.pod_monitor} if self.pod_monitor else {}

    def _scraped_port(self, name: str) -> str | None:
        """The name of the port that a monitor asks; None where there is none."""
        return self._monitors()[name].port or next(iter(self._scraped_ports(name)), None)

    def _scraped_ports(self, name: str) -> Mapping[str, int]:
        """The ports that a monitor may ask, by name: those of the Service, or all of the pods."""
        return self.pod_ports() if name == "pod_monitor" else self._served_ports()

    def _shut(self) -> bool:
        """Whether a NetworkPolicy holds the pods."""
        return self.network_policy is not None

    def _open(self, port: str) -> bool:
        """Whether the NetworkPolicy lets anybody at all reach a port."""
        peers = self.network_policy.ingress_from if self.network_policy else ()
        return any(port in (peer.ports or self._usual_ports()) for peer in peers)

    def own_ports(self) -> dict[str, int]:
        """The ports of the app's own container, by name; probes ask the first, unless they name another."""
        return {}

    def pod_ports(self) -> dict[str, int]:
        """The ports of the app's pods, by name: its own, and those of what runs beside it."""
        return self.own_ports()

    def _served_ports(self) -> Mapping[str, int]:
        """The ports of the app's Service, by name."""
        return self.own_ports()

    def _usual_ports(self) -> Collection[str]:
        """The ports that a peer may reach who is let in to no other."""
        return self.own_ports()
