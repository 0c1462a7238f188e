"""An HTTP service with everything around it: the shape of most apps."""

from typing import TypeVar

from charts.shape import Shape
from charts.workload import add_beside_pods
from constructs_lib.container import exec_probe
from constructs_lib.deployment import Deployment
from constructs_lib.identity import Identity
from constructs_lib.ingress import AppIngress
from constructs_lib.pod import PodProfile
from constructs_lib.settings import WebService
from constructs_lib.web_app import WebApp

W = TypeVar("W", bound=WebService)


class WebServiceChart(Shape[W]):
    """Web pods behind a Service and an Ingress, with workers, jobs, secrets and configuration beside them."""

    def build(self, environment: W, identity: Identity) -> None:
        """Adds the objects that the settings ask for."""
        profile = PodProfile(identity=identity, settings=environment)
        add_beside_pods(self, profile)
        self.patches += WebApp(self, "Web", profile=profile).patches
        if environment.ingress:
            AppIngress(
                self,
                "Ingress",
                identity=identity,
                ingress=environment.ingress,
                readiness_probe=environment.readiness_probe,
            )
        for name, worker in environment.workers.items():
            deployment = Deployment(
                self,
                f"Worker-{name}",
                profile=profile.of(name),
                runs=worker,
                part=name,
                component=name,
                liveness_probe=exec_probe(worker.liveness_probe),
            )
            self.patches += deployment.patches
