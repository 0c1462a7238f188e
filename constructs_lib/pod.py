"""What all pods of an app share: image, identity, hardening, variables, secrets, writable paths, where they run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from cdk8s_plus_27 import k8s

from constructs_lib import scheduling, storage, variables
from constructs_lib.container import container, probes
from constructs_lib.identity import Identity
from constructs_lib.settings import Claim, Container, HostPath, Resources, TopologySpread, Workload
from constructs_lib.settings.containers import split
from constructs_lib.settings.names import APP
from constructs_lib.settings.text import FIRST_UNPRIVILEGED_PORT
from constructs_lib.settings.values import NONE

_UNPRIVILEGED_PORT_START = "net.ipv4.ip_unprivileged_port_start"

W_co = TypeVar("W_co", bound=Workload, covariant=True)


@dataclass(frozen=True, kw_only=True)
class PodProfile(Generic[W_co]):
    """What all pods of an app share."""

    identity: Identity
    settings: W_co
    claims: Mapping[str, Claim] = NONE
    """What each of these pods keeps, by the path at which every container of the app's image sees it."""
    host_paths: Mapping[str, HostPath] = NONE
    """What of their node these pods see, in the same way."""

    @cached_property
    def variables(self) -> Sequence[k8s.EnvVar]:
        """Variables of every container of the app's image, secrets included."""
        return variables.of_app(self.settings, self.identity)

    @cached_property
    def mounted(self) -> Sequence[storage.Mounted]:
        """Volumes, and where every container of the app's image sees them."""
        return [
            *storage.of_app(self.settings, app=self.identity.app),
            *storage.claimed(self.claims),
            *storage.of_node(self.host_paths),
        ]

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
        return container(
            name=name,
            image=self.settings.pinned_image,
            command=command,
            env=variables.in_order([*self.variables, *variables.plain(env)]),
            resources=resources or self.settings.resources,
            mounts=[mount for volume in self.mounted for mount in volume.mounts],
            **fields,
        )

    def extra_container(self, name: str, extra: Container) -> k8s.Container:
        """An init container or a sidecar: of the app's image, or of another that shares the paths that it names."""
        fields: dict[str, Any] = {
            "args": list(extra.args) or None,
            "ports": [k8s.ContainerPort(name=n, container_port=port) for n, port in extra.ports.items()] or None,
            "security": extra.security,
            **probes(extra),
        }
        command = split(extra.command) if extra.command else None
        if extra.image is None:
            return self.app_container(name=name, command=command, env=extra.env, resources=extra.resources, **fields)
        return container(
            name=name,
            image=extra.image,
            command=command,
            env=variables.in_order(variables.plain(extra.env)),
            resources=extra.resources or self.settings.resources,
            mounts=storage.mounts_of(self.mounted, extra.mounts),
            **fields,
        )

    def extra_containers(self, containers: Mapping[str, Container]) -> list[k8s.Container]:
        """Init containers, or sidecars, in their order."""
        return [self.extra_container(name, container) for name, container in containers.items()]

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
        spread: Sequence[TopologySpread] = (),
        revision_label: str | None = None,
        pod: Mapping[str, Any] = NONE,
    ) -> k8s.PodTemplateSpec:
        """The pods of one component, with the volumes that containers see; `pod` are further fields of the PodSpec."""
        seen = {mount.name for one in (*init_containers, *containers) for mount in one.volume_mounts or ()}
        settings, selector = self.settings, self.identity.selector(component)
        pull_secrets = [k8s.LocalObjectReference(name=name) for name in settings.image_pull_secrets]
        return k8s.PodTemplateSpec(
            metadata=k8s.ObjectMeta(
                labels={**settings.pod_labels, **self.identity.labels_of(component)},
                annotations={**self.identity.annotations, **settings.pod_annotations, **(annotations or {})} or None,
            ),
            spec=k8s.PodSpec(
                service_account_name=settings.service_account.name or self.identity.app,
                automount_service_account_token=settings.service_account.automount_service_account_token,
                # Variables for each Service of the namespace would only crowd the app's own.
                enable_service_links=False,
                image_pull_secrets=pull_secrets or None,
                security_context=pod_security_context(settings.pod_user, port=port),
                init_containers=list(init_containers) or None,
                containers=list(containers),
                volumes=[volume for volume, _ in self.mounted if volume and volume.name in seen] or None,
                restart_policy=restart_policy,
                termination_grace_period_seconds=grace_period_seconds,
                topology_spread_constraints=scheduling.spread(spread, selector, revision_label),
                **scheduling.pod_fields(settings, selector),
                **pod,
            ),
        )


def pod_security_context(user: int, *, port: int | None = None) -> k8s.PodSecurityContext:
    """`securityContext` of a pod that runs as `user`:`user`.

    A `port` below 1024 lowers the first port that needs no privilege, instead of granting a capability: containerd 2
    does so by itself, older nodes do not. The sysctl is one of those that "restricted" allows.
    """
    sysctls = None
    if port is not None and port < FIRST_UNPRIVILEGED_PORT:
        sysctls = [k8s.Sysctl(name=_UNPRIVILEGED_PORT_START, value=str(port))]
    return k8s.PodSecurityContext(
        run_as_non_root=user != 0,
        run_as_user=user,
        run_as_group=user,
        fs_group=user,
        # Only volumes that do not belong to the group yet are walked through: a large claim would delay each start.
        fs_group_change_policy="OnRootMismatch",
        seccomp_profile=k8s.SeccompProfile(type="RuntimeDefault"),
        sysctls=sysctls,
    )
