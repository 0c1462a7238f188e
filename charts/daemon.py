"""An agent of the node: one pod on each, with jobs beside them."""

from typing import TypeVar

from charts.shape import Shape
from charts.workload import add_beside_pods, add_monitors
from constructs_lib.daemon_set import DaemonSet
from constructs_lib.identity import Identity
from constructs_lib.pod import PodProfile
from constructs_lib.settings import Daemon
from constructs_lib.settings.names import DAEMON

D = TypeVar("D", bound=Daemon)


class DaemonChart(Shape[D]):
    """A DaemonSet, with jobs, secrets and configuration beside it."""

    def build(self, environment: D, identity: Identity) -> None:
        """Adds the objects that the settings ask for."""
        profile = PodProfile(identity=identity, settings=environment)
        self.patches += add_beside_pods(self, profile, component=DAEMON, ports=list(environment.ports))
        add_monitors(self, profile, component=DAEMON)
        self.patches += DaemonSet(self, "DaemonSet", profile=profile).patches
