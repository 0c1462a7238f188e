"""An HTTP service with everything around it: the shape of most apps."""

from typing import TypeVar

from constructs import Construct

from charts.shape import Shape
from charts.workload import add_beside_pods, add_monitors
from constructs_lib.container import exec_probe
from constructs_lib.deployment import Deployment
from constructs_lib.identity import Identity
from constructs_lib.ingress import AppIngress
from constructs_lib.pod import PodProfile
from constructs_lib.settings import WebService
from constructs_lib.settings.names import WEB
from constructs_lib.web_app import WebApp

W = TypeVar("W", bound=WebService)


class WebServiceChart(Shape[W]):
    """Web pods behind a Service and an Ingress, with workers, jobs, secrets and configuration beside them."""

    def build(self, environment: W, identity: Identity) -> None:
        """Adds the objects that the settings ask for."""
        profile = PodProfile(identity=identity, settings=environment)
        self.patches += add_beside_pods(self, profile, ports=environment.exposed_ports())
        add_monitors(self, profile, component=WEB, service=identity.name())
        self.patches += WebApp(self, "Web", profile=profile).patches
        if environment.ingress:
            AppIngress(self, "Ingress", profile=profile, ingress=environment.ingress)
        _add_routes(self, profile)
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


def _add_routes(scope: Construct, profile: PodProfile[WebService]) -> None:
    """Adds routes by Gateways, and the certificate; bindings are imported only where something is made of them."""
    settings = profile.settings
    if settings.http_route:
        from constructs_lib.http_route import AppHttpRoute

        AppHttpRoute(scope, "HttpRoute", profile=profile, route=settings.http_route)
    if settings.grpc_route:
        from constructs_lib.grpc_route import AppGrpcRoute

        AppGrpcRoute(scope, "GrpcRoute", profile=profile, route=settings.grpc_route)
    if settings.certificate and settings.certificate_secret:
        from constructs_lib.certificates import AppCertificate

        AppCertificate(
            scope,
            "Certificate",
            profile=profile,
            certificate=settings.certificate,
            secret=settings.certificate_secret,
        )
