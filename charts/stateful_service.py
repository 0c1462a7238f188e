"""An app that keeps data: numbered pods, each with claims of its own, behind Services, with jobs beside them."""

from typing import TypeVar

from charts.shape import Shape
from charts.workload import add_beside_pods, add_monitors
from constructs_lib.identity import Identity
from constructs_lib.pod import PodProfile
from constructs_lib.settings import StatefulService
from constructs_lib.settings.names import PEERS, STATEFUL
from constructs_lib.stateful_set import StatefulSet

S = TypeVar("S", bound=StatefulService)


class StatefulServiceChart(Shape[S]):
    """A StatefulSet with its Services, and jobs, secrets and configuration beside it."""

    def build(self, environment: S, identity: Identity) -> None:
        """Adds the objects that the settings ask for."""
        profile = PodProfile(identity=identity, settings=environment)
        self.patches += add_beside_pods(self, profile, component=STATEFUL, ports=list(environment.ports), peers=True)
        service = identity.name() if environment.service else identity.name(PEERS)
        add_monitors(self, profile, component=STATEFUL, service=service)
        self.patches += StatefulSet(self, "StatefulSet", profile=profile).patches
