"""Settings of an app that keeps data: how its pods are named, what each keeps, and how they are reached."""

from collections.abc import Collection, Iterator
from typing import ClassVar, Literal

from constructs_lib.kubernetes.names import LONGEST_STATEFUL_SET
from constructs_lib.settings import names
from constructs_lib.settings.containers import AnyProbe
from constructs_lib.settings.errors import Path
from constructs_lib.settings.layers import Problem, rule
from constructs_lib.settings.long_running import liveness_alone, ports_of_one_number
from constructs_lib.settings.monitoring import Monitor, ServiceMonitor
from constructs_lib.settings.network import Service, service_leads_nowhere
from constructs_lib.settings.replicated import Replicated
from constructs_lib.settings.scaling import Shutdown, UpdateStrategy
from constructs_lib.settings.storage import Claim, ClaimRetention
from constructs_lib.settings.text import AbsolutePath, Natural, Port, PortName
from constructs_lib.settings.values import NONE, Map
from constructs_lib.settings.workload import component_taken


class StatefulService(Replicated, vocabulary=True):
    """An app that keeps data: a StatefulSet, whose pods are numbered, and keep their name and their claims."""

    _kind: ClassVar[str] = "StatefulSet"

    # What serves.
    ports: Map[PortName, Port]
    """The ports that the app listens on, by name (TCP); probes ask the first, unless they name another."""
    readiness_probe: AnyProbe | None = None
    """When it fails, the pod gets no requests by the Service; a rollout waits for it, from pod to pod."""
    liveness_probe: AnyProbe | None = None
    """When it fails, the container is restarted; it must not depend on other pods."""
    startup_probe: AnyProbe | None = None
    """Until it succeeds once the others do not ask: the time to recover what was not written at the end."""

    # What each pod keeps.
    claims: Map[AbsolutePath, Claim] = NONE
    """Disks that each pod gets of its own, by the path at which it sees them; jobs of the app do not see them."""
    claim_retention: ClaimRetention = ClaimRetention()
    """What becomes of the disks of pods that go for good."""

    # How it is reached.
    service: Service | None = Service()
    """The Service that clients call, `<app>`: any pod that is ready answers. None where each pod is called by itself.

    Pods have names of their own in any case, `<app>-0.<app>-pods`, by a headless Service.
    """
    service_monitor: ServiceMonitor | None = None
    """Prometheus scrapes the pods that the Service leads to."""

    # How its pods come and go.
    pod_management_policy: Literal["OrderedReady", "Parallel"] = "OrderedReady"
    """OrderedReady starts a pod once the one before it is ready; Parallel starts, and stops, all at once."""
    update_strategy: UpdateStrategy = UpdateStrategy()
    """How a new version replaces the old one."""
    min_ready_seconds: Natural = 0
    """Seconds that a new pod must be ready before the next is replaced."""
    first_ordinal: Natural = 0
    """The number of the first pod (`ordinals.start`)."""
    shutdown: Shutdown = Shutdown(pre_stop_seconds=0, termination_grace_period_seconds=60)
    """How a pod leaves: SIGTERM comes at once, and there is time to write everything down."""

    @rule
    def _ports_are_told_apart(self) -> Iterator[Problem]:
        if not self.ports:
            yield ("ports",), "ports is empty, and nothing could reach the app; name one, ports = {'postgres': 5432}"
        yield from ports_of_one_number("ports", self.ports, ", and a Service takes each once")

    @rule
    def _probes(self) -> Iterator[Problem]:
        yield from liveness_alone(liveness=self.liveness_probe, readiness=self.readiness_probe)

    @rule
    def _the_service_leads_to_pods(self) -> Iterator[Problem]:
        if self.service:
            yield from service_leads_nowhere(("service",), self.service, self.pod_ports())

    @rule
    def _a_service_of_several_ports(self) -> Iterator[Problem]:
        if self.service and self.service.port is not None and len(self.service.ports or self.ports) > 1:
            message = f"service.port={self.service.port} cannot stand for {len(self.ports)} ports"
            yield ("service", "port"), f"{message}: the Service listens on the same as the app; take it out"

    @rule
    def _names_fit_pods(self) -> Iterator[Problem]:
        if (length := len(self.app_name)) > LONGEST_STATEFUL_SET:
            message = f"the name {self.app_name} has {length} characters"
            yield (), f"{message}; at most {LONGEST_STATEFUL_SET} fit, as pods of a StatefulSet carry it in a label"
        if names.STATEFUL in self.cron_jobs:
            yield component_taken("cron_jobs", names.STATEFUL)

    @rule
    def _names_of_claims_are_free(self) -> Iterator[Problem]:
        taken = {**dict.fromkeys(self.volumes, "a volume"), **dict.fromkeys(self.config_maps, "a ConfigMap of the app")}
        for path, claim in self.claims.items():
            if (name := claim.name_at(path)).startswith(f"{names.WRITABLE}-"):
                yield ("claims", path), f"{name!r} names a volume of writable_paths; set another name=..."
            elif name in taken:
                yield ("claims", path), f"{taken[name]} is named {name!r} too; set another name=..."
            taken[name] = f"the claim at {path}"

    def _mounts(self) -> Iterator[tuple[str, Path]]:
        yield from super()._mounts()
        yield from ((path, ("claims", path)) for path in self.claims)

    def _pods_at_once(self) -> Iterator[tuple[str, str]]:
        yield from super()._pods_at_once()
        if self.replicas is not None and self.replicas > 1:
            yield f"there are {self.replicas} pods", "give each a disk of its own by claims, or "

    def _shared_paths(self) -> Collection[str]:
        return {*super()._shared_paths(), *self.claims}

    def own_ports(self) -> dict[str, int]:
        """The ports of the app, by name."""
        return dict(self.ports)

    def _monitors(self) -> dict[str, Monitor]:
        return ({"service_monitor": self.service_monitor} if self.service_monitor else {}) | super()._monitors()
