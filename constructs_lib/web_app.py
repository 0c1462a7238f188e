"""The web pods: a Deployment that serves HTTP, and the Service in front of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.deployment import Deployment
from constructs_lib.k8s_values import int_or_string
from constructs_lib.pod import PodProfile
from constructs_lib.probes import http_probe
from constructs_lib.settings import (
    Container,
    Hpa,
    Patch,
    PodDisruptionBudget,
    Probe,
    Service,
    Shutdown,
    Strategy,
)
from constructs_lib.settings.names import APP, HTTP_PORT, WEB
from constructs_lib.shutdown import lifecycle, pre_stop_patch


class WebApp(Construct):
    """The Deployment and the Service of an app that listens on one port, as Caddy's SERVER_NAME tells it to."""

    patches: list[Patch]
    """What the typed API cannot say; to be applied to the rendered objects."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        profile: PodProfile,
        port: int,
        command: Sequence[str] | None,
        args: Sequence[str],
        readiness_probe: Probe | None,
        liveness_probe: Probe | None,
        startup_probe: Probe | None,
        init_containers: Mapping[str, Container],
        sidecars: Mapping[str, Container],
        checksums: Mapping[str, str],
        shutdown: Shutdown,
        service: Service,
        strategy: Strategy,
        replicas: int | None,
        hpa: Hpa | None,
        pod_disruption_budget: PodDisruptionBudget | None,
        revision_history_limit: int,
        progress_deadline_seconds: int,
        kubernetes_version: str,
    ) -> None:
        super().__init__(scope, id)
        identity = profile.identity
        app = profile.app_container(
            command=command,
            args=list(args) or None,
            # Behind an Ingress the server speaks plain HTTP: a bare port keeps Caddy from fetching certificates.
            env={"SERVER_NAME": f":{port}"},
            resources=None,
            ports=[k8s.ContainerPort(name=HTTP_PORT, container_port=port)],
            readiness_probe=http_probe(readiness_probe),
            liveness_probe=http_probe(liveness_probe),
            startup_probe=http_probe(startup_probe),
            lifecycle=lifecycle(shutdown, kubernetes_version=kubernetes_version),
        )
        Deployment(
            self,
            "Deployment",
            identity=identity,
            part=None,
            component=WEB,
            template=profile.template(
                WEB,
                [app, *(profile.extra_container(name, said) for name, said in sidecars.items())],
                init_containers=[profile.extra_container(name, said) for name, said in init_containers.items()],
                annotations=checksums,
                grace_period_seconds=shutdown.termination_grace_period_seconds,
                port=port,
                spread=True,
            ),
            strategy=strategy,
            replicas=replicas,
            hpa=hpa,
            pod_disruption_budget=pod_disruption_budget,
            revision_history_limit=revision_history_limit,
            progress_deadline_seconds=progress_deadline_seconds,
        )
        k8s.KubeService(
            self,
            "Service",
            metadata=identity.metadata(labels=identity.selector(WEB), annotations=service.annotations),
            spec=k8s.ServiceSpec(
                type=service.type,
                selector=identity.selector(WEB),
                ports=[
                    k8s.ServicePort(
                        name=HTTP_PORT,
                        port=service.port or port,
                        target_port=int_or_string(HTTP_PORT),
                        protocol="TCP",
                    )
                ],
            ),
        )
        patch = pre_stop_patch(f"Deployment/{identity.name()}", APP, shutdown, kubernetes_version=kubernetes_version)
        self.patches = [patch] if patch else []
