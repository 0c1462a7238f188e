"""The web pods: a Deployment that serves HTTP, and the Services in front of it."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.container import probes
from constructs_lib.deployment import Deployment
from constructs_lib.load_balancer import service_annotations
from constructs_lib.pod import PodProfile
from constructs_lib.services import app_service
from constructs_lib.settings import Patch, WebService
from constructs_lib.settings.names import WEB


class WebApp(Construct):
    """The Deployment and the Services of an app that answers HTTP."""

    patches: list[Patch]
    """What the typed API does not know; to be applied to the rendered objects."""

    def __init__(self, scope: Construct, id: str, *, profile: PodProfile[WebService]) -> None:
        super().__init__(scope, id)
        settings, identity = profile.settings, profile.identity
        deployment = Deployment(
            self,
            "Deployment",
            profile=profile,
            runs=settings,
            component=WEB,
            # Behind an Ingress the server speaks plain HTTP: a bare port keeps Caddy from fetching certificates.
            env={"SERVER_NAME": f":{settings.port}"} if settings.server == "caddy" else {},
            port=min(settings.own_ports().values()),
            ports=[k8s.ContainerPort(name=name, container_port=port) for name, port in settings.own_ports().items()],
            **probes(settings),
        )
        self.patches = deployment.patches
        for name, ports in settings.service_ports().items():
            app_service(
                self,
                f"Service-{name}" if name else "Service",
                identity=identity,
                component=WEB,
                part=name,
                service=settings.services[name] if name else settings.service,
                ports=ports.values(),
                annotations=service_annotations(name, settings),
            )
