"""Settings of an agent of the node: one pod on each, and what of the node it is given."""

from collections.abc import Iterator
from typing import ClassVar

from constructs_lib.kubernetes.names import label_of
from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.settings import names
from constructs_lib.settings.containers import AnyProbe, PortProbe
from constructs_lib.settings.errors import Path
from constructs_lib.settings.layers import Problem, rule
from constructs_lib.settings.long_running import LongRunning, ports_of_one_number
from constructs_lib.settings.scaling import DaemonStrategy, Shutdown, nothing
from constructs_lib.settings.storage import HostPath
from constructs_lib.settings.text import FIRST_UNPRIVILEGED_PORT, AbsolutePath, Natural, Port, PortName
from constructs_lib.settings.values import NONE, Map
from constructs_lib.settings.workload import component_taken, reached_by_nobody

_WAIVER_OF_ROOT = "runs-as-root"


class Daemon(LongRunning, vocabulary=True):
    """An agent of the node: a DaemonSet runs one pod on each node that `node_selector` and `affinity` leave.

    Its pods are as confined as any other; what of the node they are given is said, setting by setting.
    `tolerations = [Toleration(None)]` is for nodes with taints too.
    """

    _kind: ClassVar[str] = "DaemonSet"

    # What it answers.
    ports: Map[PortName, Port] = NONE
    """The ports that the app listens on, by name (TCP); probes ask the first, unless they name another."""
    readiness_probe: AnyProbe | None = None
    """When it succeeds, the rollout goes on to the next node."""
    liveness_probe: AnyProbe | None = None
    """When it fails, the container is restarted."""
    startup_probe: AnyProbe | None = None
    """Until it succeeds once the others do not ask: the time for a slow first boot."""

    # How its pods are replaced.
    update_strategy: DaemonStrategy = DaemonStrategy()
    """How a new version replaces the old one."""
    min_ready_seconds: Natural = 0
    """Seconds that a new pod must be ready before the next node is served."""
    shutdown: Shutdown = Shutdown(pre_stop_seconds=0)
    """How a pod leaves: nothing routes traffic here, so SIGTERM comes at once."""

    # What of the node it is given: each opens something, and `plainsail check` says so until a waiver has the reason.
    pod_user: Natural
    """The numeric user and group of every process, and the group of every volume (runAsUser, runAsGroup, fsGroup).
    0 is root, without its capabilities; `host_paths` show it what root owns. It needs a waiver of runs-as-root."""
    host_paths: Map[AbsolutePath, HostPath] = NONE
    """Folders and files of the node, by the path at which the app sees them; jobs of the app do not see them."""
    host_network: bool = False
    """Shares the node's network (`hostNetwork`): the app reaches what listens on the node alone, its ports are the
    node's, and no NetworkPolicy holds it."""
    host_ports: Map[PortName, Port] = NONE
    """Ports of the node that lead to ports of the app (`hostPort`), by the name of those: whoever reaches the node
    reaches them."""
    host_pid: bool = False
    """Shares the node's processes (`hostPID`): the app sees those of the node and of every pod there, with their
    arguments and, where users agree, their variables."""

    @rule
    def _probes_have_a_port(self) -> Iterator[Problem]:
        for name in ("readiness_probe", "liveness_probe", "startup_probe"):
            if isinstance(getattr(self, name), PortProbe) and not self.ports:
                yield (name,), "asks a port, and the app has none; name it, ports = {'http': 8080}"

    @rule
    def _ports_are_told_apart(self) -> Iterator[Problem]:
        yield from ports_of_one_number("ports", self.ports)
        yield from ports_of_one_number("host_ports", self.host_ports)

    @rule
    def _ports_of_the_node(self) -> Iterator[Problem]:
        for name in self.host_ports:
            if name not in self.ports:
                near = did_you_mean_or_all(name, list(self.ports))
                yield ("host_ports", name), f"{name!r} is no port of the app{near}"
            elif self.host_network:
                yield ("host_ports", name), "host_network makes every port one of the node; take host_ports out"
        for name, number in self.ports.items() if self.host_network else ():
            if number < FIRST_UNPRIVILEGED_PORT:
                message = f"{number} is below {FIRST_UNPRIVILEGED_PORT}: of the node's own ports those need a privilege"
                yield ("ports", name), f"{message}; choose another"
        if not nothing(self.update_strategy.max_surge) and (self.host_ports or self.host_network):
            message = "the node has each port once, so a new pod cannot start beside the old one"
            yield ("update_strategy", "max_surge"), f"{message}; set max_surge=0, and max_unavailable"

    @rule
    def _nobody_is_let_in_in_vain(self) -> Iterator[Problem]:
        if not self.ports:
            yield from reached_by_nobody(self.network_policy, "an agent that listens")
        elif self.host_network and self.network_policy and self.network_policy.ingress_from:
            message = "ingress_from means nothing beside host_network: no NetworkPolicy holds the node; take it out"
            yield ("network_policy", "ingress_from"), message

    @rule
    def _root_has_a_reason(self) -> Iterator[Problem]:
        if self.pod_user == 0 and _WAIVER_OF_ROOT not in self.waivers:
            message = "pod_user=0 is root, which needs a reason"
            yield ("pod_user",), f"{message}; say it: waivers = {{{_WAIVER_OF_ROOT!r}: '...'}}, or name another user"

    @rule
    def _the_namespace_admits_it(self) -> Iterator[Problem]:
        """The Pod Security Standard of a namespace of ours, which the API server holds against each pod."""
        if not self.namespace.create or (level := self.namespace.pod_security) == "privileged":
            return
        for path, what in self._opened():
            message = f"a namespace of pod_security={level!r} refuses pods with {what}"
            yield path, f"{message}; set namespace = change(pod_security='privileged')"
        if self.pod_user == 0 and level == "restricted":
            message = "a namespace of pod_security='restricted' refuses pods of user 0"
            yield ("pod_user",), f"{message}; set namespace = change(pod_security='baseline')"

    def _opened(self) -> Iterator[tuple[Path, str]]:
        """What only a privileged namespace admits."""
        yield from ((("host_paths", path), "volumes of the node") for path in self.host_paths)
        yield from ((("host_ports", name), "ports of the node") for name in self.host_ports)
        if self.host_network:
            yield ("host_network",), "the node's network"
        if self.host_pid:
            yield ("host_pid",), "the node's processes"

    @rule
    def _names_are_not_the_agent_s(self) -> Iterator[Problem]:
        if names.DAEMON in self.cron_jobs:
            yield component_taken("cron_jobs", names.DAEMON)
        for path in self.host_paths:
            if (name := label_of(path)).startswith(f"{names.WRITABLE}-"):
                yield ("host_paths", path), f"{name!r} names a volume of writable_paths; mount it elsewhere"
            for setting in ("config_maps", "volumes"):
                if name in getattr(self, setting):
                    yield (setting, name), f"{name!r} names the volume at {path}; choose another name"

    def _mounts(self) -> Iterator[tuple[str, Path]]:
        yield from super()._mounts()
        yield from ((path, ("host_paths", path)) for path in self.host_paths)

    def _pods_at_once(self) -> Iterator[tuple[str, str]]:
        yield "there is a pod on each node", ""

    def own_ports(self) -> dict[str, int]:
        """The ports of the app, by name."""
        return dict(self.ports)

    def _shut(self) -> bool:
        return super()._shut() and not self.host_network
