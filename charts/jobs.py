"""An app that is nothing but its jobs, with what they need."""

from typing import TypeVar

from charts.shape import Shape
from charts.workload import add_beside_pods
from constructs_lib.identity import Identity
from constructs_lib.pod import PodProfile
from constructs_lib.settings import Jobs

J = TypeVar("J", bound=Jobs)


class JobsChart(Shape[J]):
    """CronJobs, with secrets, configuration and a migration beside them; no pod runs between two runs."""

    def build(self, environment: J, identity: Identity) -> None:
        """Adds the objects that the settings ask for."""
        self.patches += add_beside_pods(self, PodProfile(identity=identity, settings=environment))
