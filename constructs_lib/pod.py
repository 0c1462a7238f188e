"""What all pods of an app share: image, identity, hardening, variables, secrets, writable paths, where they run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdk8s_plus_27 import k8s

from constructs_lib import variables
from constructs_lib.container import container
from constructs_lib.identity import Identity
from constructs_lib.pod_security import pod_security_context
from constructs_lib.scheduling import Scheduling
from constructs_lib.settings import Container, Image, Resources
from constructs_lib.settings.command import split
from constructs_lib.settings.names import APP
from constructs_lib.storage import Mounted, mounts_of


@dataclass(frozen=True, kw_only=True)
class PodProfile:
    """What all pods of an app share."""

    identity: Identity
    image: Image
    resources: Resources
    pod_user: int
    variables: Sequence[k8s.EnvVar]
    """Variables of every container of the app's image, secrets included."""
    mounted: Sequence[Mounted]
    """Volumes, and where every container of the app's image sees them."""
    scheduling: Scheduling
    image_pull_secrets: Sequence[str]
    service_account_name: str
    automount_service_account_token: bool
    labels: Mapping[str, str]
    """Further labels of pods."""
    annotations: Mapping[str, str]
    """Further annotations of pods."""

    def app_container(
        self,
        *,
        command: Sequence[str] | None,
        env: Mapping[str, Any],
        resources: Resources | None,
        name: str = APP,
        **fields: Any,
    ) -> k8s.Container:
        """A container of the app's image, with the app's variables, secrets and volumes; `fields` are further ones.

        A variable of its own takes the place of the app's: the API server refuses two of one name (server-side apply).
        """
        by_name = {variable.name: variable for variable in [*self.variables, *variables.plain(env)]}
        return container(
            name=name,
            image=self.image,
            command=command,
            env=list(by_name.values()),
            resources=resources or self.resources,
            mounts=[mount for each in self.mounted for mount in each.mounts],
            **fields,
        )

    def extra_container(self, name: str, said: Container) -> k8s.Container:
        """An init container or a sidecar: of the app's image, or of another that shares the paths that it names."""
        fields: dict[str, Any] = {
            "args": list(said.args) or None,
            "ports": [k8s.ContainerPort(name=n, container_port=port) for n, port in said.ports.items()] or None,
        }
        command = split(said.command) if said.command else None
        if said.image is None:
            return self.app_container(name=name, command=command, env=said.env, resources=said.resources, **fields)
        return container(
            name=name,
            image=said.image,
            command=command,
            env=variables.plain(said.env),
            resources=said.resources or self.resources,
            mounts=mounts_of(self.mounted, said.mounts),
            **fields,
        )

    def template(
        self,
        component: str,
        containers: Sequence[k8s.Container],
        *,
        init_containers: Sequence[k8s.Container] = (),
        annotations: Mapping[str, str] | None = None,
        restart_policy: str | None = None,
        grace_period_seconds: int | None = None,
        port: int | None = None,
        spread: bool = False,
        volumes: bool = True,
    ) -> k8s.PodTemplateSpec:
        """The pods of one component; `volumes=False` leaves out the app's volumes, for another image."""
        return k8s.PodTemplateSpec(
            metadata=k8s.ObjectMeta(
                labels={**self.labels, **self.identity.labels_of(component)},
                annotations={**self.identity.annotations, **self.annotations, **(annotations or {})} or None,
            ),
            spec=k8s.PodSpec(
                service_account_name=self.service_account_name,
                automount_service_account_token=self.automount_service_account_token,
                # Variables for each Service of the namespace would only crowd the app's own.
                enable_service_links=False,
                image_pull_secrets=[k8s.LocalObjectReference(name=name) for name in self.image_pull_secrets] or None,
                security_context=pod_security_context(self.pod_user, port=port),
                init_containers=list(init_containers) or None,
                containers=list(containers),
                volumes=[each.volume for each in self.mounted] or None if volumes else None,
                restart_policy=restart_policy,
                termination_grace_period_seconds=grace_period_seconds,
                **self.scheduling.pod_fields(self.identity.selector(component), spread=spread),
            ),
        )
