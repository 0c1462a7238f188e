"""An app that serves nothing: pods that work through a queue, for instance, with jobs beside them."""

from typing import TypeVar

from charts.shape import Shape
from charts.workload import add_beside_pods, add_monitors
from constructs_lib.container import probes
from constructs_lib.deployment import Deployment
from constructs_lib.identity import Identity
from constructs_lib.pod import PodProfile
from constructs_lib.settings import Worker
from constructs_lib.settings.names import WORKER

W = TypeVar("W", bound=Worker)


class WorkerChart(Shape[W]):
    """A Deployment without Service and Ingress, with jobs, secrets and configuration beside it."""

    def build(self, environment: W, identity: Identity) -> None:
        """Adds the objects that the settings ask for."""
        profile = PodProfile(identity=identity, settings=environment)
        self.patches += add_beside_pods(self, profile)
        add_monitors(self, profile, component=WORKER)
        deployment = Deployment(
            self,
            "Worker",
            profile=profile,
            runs=environment,
            component=WORKER,
            **probes(environment),
        )
        self.patches += deployment.patches
