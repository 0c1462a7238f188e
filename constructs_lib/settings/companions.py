"""Containers before and beside the one that a pod is there for: init containers and sidecars."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.settings import names
from constructs_lib.settings.containers import Container, ContainerSettings, PortProbe
from constructs_lib.settings.errors import Path
from constructs_lib.settings.layers import Problem
from constructs_lib.settings.text import DnsLabel
from constructs_lib.settings.values import NONE, Map, setting


@setting
class PodSettings(ContainerSettings):
    """What pods beside the app's own may have of their own: a container like the app's, and others around it."""

    init_containers: Map[DnsLabel, Container] = NONE
    """Containers that run, one after the other, before the command starts."""
    sidecars: Map[DnsLabel, Container] = NONE
    """Containers that run beside the command."""


@dataclass(frozen=True)
class Companions:
    """The init containers and sidecars of one pod, and what they have to agree with."""

    path: Path
    """The setting that the pod is of; nothing for the app's own."""
    init_containers: Mapping[str, Container]
    sidecars: Mapping[str, Container]
    ports: Mapping[str, int] = NONE
    """The ports of the container that the pod is there for, by name."""
    ends: bool = False
    """Whether the pod is that of a job."""

    def problems(self, *, shared: Collection[str]) -> Iterator[Problem]:
        """What is wrong with them, where they may share these paths."""
        for kind, containers in (("init_containers", self.init_containers), ("sidecars", self.sidecars)):
            for name, container in containers.items():
                path = (*self.path, kind, name)
                yield from _named(path, name, is_taken=kind == "sidecars" and name in self.init_containers)
                for mount in container.mounts:
                    if mount not in shared:
                        yield (*path, "mounts"), f"{mount} is no writable path of the app; add it to writable_paths"
                if container.restart_policy and kind == "sidecars":
                    message = "restart_policy is that of an init container; move it to init_containers, or take it out"
                    yield (*path, "restart_policy"), message
                yield from _probes(path, container, runs_on=kind == "sidecars" or bool(container.restart_policy))
        yield from self._ports_do_not_meet()

    def native(self) -> Iterator[tuple[Path, str]]:
        """The native sidecars among them: the setting that makes each one, and in words."""
        for name, container in self.init_containers.items():
            if container.restart_policy:
                yield (*self.path, "init_containers", name, "restart_policy"), "an init container that goes on"
        for name in self.sidecars if self.ends else ():
            yield (*self.path, "sidecars", name), "a sidecar of a job"

    def _ports_do_not_meet(self) -> Iterator[Problem]:
        """The containers of a pod share its network; an init container that ends has stopped before others start."""
        named = dict.fromkeys(self.ports, "the app")
        numbers = dict.fromkeys(self.ports.values(), "the app")
        native = {name: container for name, container in self.init_containers.items() if container.restart_policy}
        for kind, containers in (("init_containers", native), ("sidecars", self.sidecars)):
            for own, container in containers.items():
                for name, number in container.ports.items():
                    path = (*self.path, kind, own, "ports", name)
                    if name in named:
                        yield path, f"a port of {named[name]} is named {name!r} too; choose another name"
                    if number in numbers:
                        yield path, f"{numbers[number]} listens on port {number} too; choose another port"
                    named[name] = numbers[number] = own


def _named(path: Path, name: str, *, is_taken: bool) -> Iterator[Problem]:
    if name == names.APP:
        yield path, f"a container named {name!r} is the app's own; choose another name"
    if is_taken:
        yield path, f"an init container is named {name!r} too; choose another name"


def _probes(path: Path, container: Container, *, runs_on: bool) -> Iterator[Problem]:
    for name, probe in container.probes.items():
        if not runs_on:
            message = f"{name} asks a container that goes on, and an init container ends"
            yield (*path, name), f"{message}; set restart_policy='Always', or take it out"
        elif isinstance(probe, PortProbe):
            if not container.ports:
                yield (*path, name), "asks a port, and the container has none; name it, ports={'http': 8081}"
            elif probe.port is not None and probe.port not in container.ports:
                near = did_you_mean_or_all(probe.port, list(container.ports))
                yield (*path, name, "port"), f"port={probe.port!r} is no port of the container{near}"
