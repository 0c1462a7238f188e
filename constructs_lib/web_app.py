"""The web pods: a Deployment that serves HTTP, and the Service in front of it."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.container import probes
from constructs_lib.deployment import Deployment
from constructs_lib.pod import PodProfile
from constructs_lib.services import app_service
from constructs_lib.settings import Patch, WebService
from constructs_lib.settings.names import HTTP_PORT, WEB


class WebApp(Construct):
    """The Deployment and the Service of an app that listens on one port."""

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
            port=settings.port,
            ports=[k8s.ContainerPort(name=HTTP_PORT, container_port=settings.port)],
            **probes(settings),
        )
        self.patches = deployment.patches
        app_service(
            self,
            "Service",
            identity=identity,
            component=WEB,
            service=settings.service,
            ports={HTTP_PORT: settings.port},
        )
