"""The web pods: a Deployment that serves HTTP, and the Service in front of it."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.container import http_probe
from constructs_lib.deployment import Deployment
from constructs_lib.k8s_values import int_or_string
from constructs_lib.pod import PodProfile
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
            readiness_probe=http_probe(settings.readiness_probe),
            liveness_probe=http_probe(settings.liveness_probe),
            startup_probe=http_probe(settings.startup_probe),
        )
        self.patches = deployment.patches
        k8s.KubeService(
            self,
            "Service",
            metadata=identity.metadata(
                labels=identity.selector(WEB),
                annotations=settings.service.annotations,
                # Applying merges ports by number: beside one that somebody changed by hand, that of Git would be a
                # second one of its name, and refused for ever. What a cloud adds to other types has to stay.
                sync_options=["Replace=true"] if settings.service.type == "ClusterIP" else [],
            ),
            spec=k8s.ServiceSpec(
                type=settings.service.type,
                selector=identity.selector(WEB),
                ports=[
                    k8s.ServicePort(
                        name=HTTP_PORT,
                        port=settings.service.port or settings.port,
                        target_port=int_or_string(HTTP_PORT),
                        protocol="TCP",
                    )
                ],
            ),
        )
