"""A StatefulSet, the headless Service that names its pods, the Service that clients call, and what protects it."""

from dataclasses import replace

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.container import probes
from constructs_lib.long_running import pod_template, template_patches
from constructs_lib.pod import PodProfile
from constructs_lib.scaling import DisruptionBudget
from constructs_lib.services import app_service, headless_service
from constructs_lib.settings import ClaimRetention, Patch, StatefulService, UpdateStrategy
from constructs_lib.settings.names import PEERS, STATEFUL
from constructs_lib.storage import claim_templates


class StatefulSet(Construct):
    """A StatefulSet with its Services; its PodDisruptionBudget, from two replicas on."""

    patches: list[Patch]
    """What the typed API does not know; to be applied to the rendered objects."""

    def __init__(self, scope: Construct, id: str, *, profile: PodProfile[StatefulService]) -> None:
        super().__init__(scope, id)
        settings, identity = profile.settings, profile.identity
        selector = identity.selector(STATEFUL)
        replicas = 1 if settings.replicas is None else settings.replicas
        k8s.KubeStatefulSet(
            self,
            "Resource",
            metadata=identity.metadata(component=STATEFUL),
            spec=k8s.StatefulSetSpec(
                replicas=replicas,
                service_name=identity.name(PEERS),
                selector=k8s.LabelSelector(match_labels=selector),
                pod_management_policy=settings.pod_management_policy,
                update_strategy=_update_strategy(settings.update_strategy),
                min_ready_seconds=settings.min_ready_seconds or None,
                ordinals=k8s.StatefulSetOrdinals(start=settings.first_ordinal) if settings.first_ordinal else None,
                revision_history_limit=settings.revision_history_limit,
                persistent_volume_claim_retention_policy=_retention(settings.claim_retention),
                volume_claim_templates=claim_templates(settings.claims) or None,
                template=pod_template(
                    replace(profile, claims=settings.claims),
                    settings,
                    STATEFUL,
                    spread=settings.topology_spread,
                    port=min(settings.ports.values()),
                    ports=[k8s.ContainerPort(name=name, container_port=port) for name, port in settings.ports.items()],
                    **probes(settings),
                ),
            ),
        )
        headless_service(self, "Pods", identity=identity, part=PEERS, component=STATEFUL, ports=settings.ports)
        if settings.service:
            app_service(
                self,
                "Service",
                identity=identity,
                component=STATEFUL,
                service=settings.service,
                ports=settings.service.leads_to(settings.pod_ports(), otherwise=settings.ports).values(),
            )
        if (budget := settings.pod_disruption_budget) and replicas > 1:
            DisruptionBudget(self, "DisruptionBudget", identity=identity, part=None, component=STATEFUL, budget=budget)
        target = f"StatefulSet/{identity.name()}"
        self.patches = [_whole_templates(target, settings)] if settings.claims else []
        self.patches += template_patches(target, settings, kubernetes_version=settings.kubernetes_version)


def _update_strategy(strategy: UpdateStrategy) -> k8s.StatefulSetUpdateStrategy:
    rolling = k8s.RollingUpdateStatefulSetStrategy(partition=strategy.partition) if strategy.partition else None
    return k8s.StatefulSetUpdateStrategy(type=strategy.type, rolling_update=rolling)


def _retention(retention: ClaimRetention) -> k8s.StatefulSetPersistentVolumeClaimRetentionPolicy:
    """Written even where it is the default, so that whoever reads the YAML sees what becomes of the data."""
    return k8s.StatefulSetPersistentVolumeClaimRetentionPolicy(
        when_deleted=retention.when_deleted, when_scaled=retention.when_scaled
    )


def _whole_templates(target: str, settings: StatefulService) -> Patch:
    """Kind and version of each claim: the API server fills them in, and Argo CD would see a difference for ever.

    A patch, because the typed API knows a template's metadata and spec alone.
    """
    whole = {"apiVersion": "v1", "kind": "PersistentVolumeClaim"}
    names = [claim.name_at(path) for path, claim in settings.claims.items()]
    return Patch(
        target,
        set={f"spec.volumeClaimTemplates[{name}].{field}": value for name in names for field, value in whole.items()},
    )
