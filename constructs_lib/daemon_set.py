"""A DaemonSet: one pod on each node, with what of the node it is given."""

from dataclasses import replace
from typing import Any

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.container import probes
from constructs_lib.k8s_values import int_or_string
from constructs_lib.long_running import pod_template, template_patches
from constructs_lib.pod import PodProfile
from constructs_lib.settings import Daemon, DaemonStrategy, Patch
from constructs_lib.settings.names import DAEMON


class DaemonSet(Construct):
    """A DaemonSet. What it is given of the node is given to its pods alone, not to jobs of the app."""

    patches: list[Patch]
    """What the typed API does not know; to be applied to the rendered objects."""

    def __init__(self, scope: Construct, id: str, *, profile: PodProfile[Daemon]) -> None:
        super().__init__(scope, id)
        settings, identity = profile.settings, profile.identity
        k8s.KubeDaemonSet(
            self,
            "Resource",
            metadata=identity.metadata(component=DAEMON),
            spec=k8s.DaemonSetSpec(
                selector=k8s.LabelSelector(match_labels=identity.selector(DAEMON)),
                update_strategy=_update_strategy(settings.update_strategy),
                min_ready_seconds=settings.min_ready_seconds or None,
                revision_history_limit=settings.revision_history_limit,
                template=pod_template(
                    replace(profile, host_paths=settings.host_paths),
                    settings,
                    DAEMON,
                    # The sysctl that opens low ports would be the node's.
                    port=None if settings.host_network else min(settings.ports.values(), default=None),
                    pod=_shared_with_the_node(settings),
                    ports=_ports(settings) or None,
                    **probes(settings),
                ),
            ),
        )
        target = f"DaemonSet/{identity.name()}"
        self.patches = template_patches(target, settings, kubernetes_version=settings.kubernetes_version)


def _shared_with_the_node(settings: Daemon) -> dict[str, Any]:
    """Fields of the PodSpec."""
    fields: dict[str, Any] = {"host_pid": settings.host_pid or None}
    if settings.host_network:
        # By the policy of other pods it would ask the node's DNS, which knows no Service.
        fields |= {"host_network": True, "dns_policy": "ClusterFirstWithHostNet"}
    return fields


def _ports(settings: Daemon) -> list[k8s.ContainerPort]:
    return [
        k8s.ContainerPort(name=name, container_port=port, host_port=settings.host_ports.get(name))
        for name, port in settings.ports.items()
    ]


def _update_strategy(strategy: DaemonStrategy) -> k8s.DaemonSetUpdateStrategy:
    if strategy.type == "OnDelete":
        return k8s.DaemonSetUpdateStrategy(type="OnDelete")
    return k8s.DaemonSetUpdateStrategy(
        type=strategy.type,
        rolling_update=k8s.RollingUpdateDaemonSet(
            max_surge=int_or_string(strategy.max_surge),
            max_unavailable=int_or_string(strategy.max_unavailable),
        ),
    )
