"""Settings of an app whose pods run all the time: how many there are, and how they are replaced."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.settings import names
from constructs_lib.settings.containers import Command, Container
from constructs_lib.settings.errors import Path
from constructs_lib.settings.jobs import BackgroundWorker
from constructs_lib.settings.layers import Problem, rule, values_of
from constructs_lib.settings.scaling import Hpa, PodDisruptionBudget, Shutdown, Strategy
from constructs_lib.settings.scheduling import TopologySpread
from constructs_lib.settings.text import DnsLabel, Natural, Positive
from constructs_lib.settings.values import NONE, Map, Seq
from constructs_lib.settings.workload import Workload


class Replicated(Workload, vocabulary=True):
    """An app of pods that are all the same and run all the time (a Deployment)."""

    # What the pods run.
    command: Command | None = None
    """Replaces the image's ENTRYPOINT."""
    args: Seq[str] = ()
    """Replaces the image's CMD."""
    init_containers: Map[DnsLabel, Container] = NONE
    """Containers that run, one after the other, before the app starts."""
    sidecars: Map[DnsLabel, Container] = NONE
    """Containers that run beside the app."""

    # How it is scaled and replaced.
    replicas: Natural | None = None
    """How many pods, without `hpa`; 1 where neither is set."""
    hpa: Hpa | None = None
    """Lets the number of pods follow their load."""
    pod_disruption_budget: PodDisruptionBudget | None = None
    """How many pods a node drain may take at once; takes effect from two replicas on."""
    strategy: Strategy = Strategy()
    """How a new version replaces the old one."""
    shutdown: Shutdown = Shutdown()
    """How a pod leaves."""
    revision_history_limit: Natural = 3
    """Old ReplicaSets that are kept to look at; rolling back goes through Git."""
    progress_deadline_seconds: Positive = 600
    """Seconds without progress after which a rollout counts as failed."""
    topology_spread: Seq[TopologySpread] = ()
    """Spreads the app's pods, and those of each worker, over zones or nodes."""

    @rule
    def _one_count_of_replicas(self) -> Iterator[Problem]:
        for path, scaled in self._scaled():
            if scaled.hpa is not None and scaled.replicas is not None:
                remedy = "set one of the two" if path else "take it out, or set hpa = None"
                message = f"replicas={scaled.replicas} beside hpa: the autoscaler owns the number; {remedy}"
                yield (*path, "replicas"), message

    @rule
    def _autoscaling_has_requests(self) -> Iterator[Problem]:
        """A utilisation is a share of the request: without one the autoscaler does nothing."""
        for path, scaled in self._scaled():
            for name in ("cpu", "memory") if scaled.hpa else ():
                requests = (scaled.resources or self.resources).requests
                target = getattr(scaled.hpa, f"target_{name}_utilization_percentage")
                if target is not None and getattr(requests, name) is None:
                    share = f"target_{name}_utilization_percentage={target} is a share of a {name} request"
                    yield (*path, "hpa"), f"{share}, and there is none; set requests=Compute({name}=...)"

    def _scaled(self) -> Iterator[tuple[Path, Replicated | BackgroundWorker]]:
        """The app itself, and its workers."""
        yield (), self
        yield from ((path, value) for path, value in values_of(self) if isinstance(value, BackgroundWorker))

    @rule
    def _names_of_containers_are_free(self) -> Iterator[Problem]:
        for name in self.init_containers.keys() & self.sidecars.keys():
            yield ("sidecars", name), f"an init container is named {name!r} too; choose another name"
        for setting in ("init_containers", "sidecars"):
            for name, container in getattr(self, setting).items():
                if name == names.APP:
                    yield (setting, name), f"a container named {name!r} is the app's own; choose another name"
                for mount in container.mounts:
                    if mount not in self.writable_paths:
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

    def _own_ports(self) -> dict[str, int]:
        """The ports of the app's own container, by name."""
        return {}
