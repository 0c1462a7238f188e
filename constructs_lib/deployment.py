"""A Deployment, and what scales it and protects it: common to the web pods and to workers."""

from __future__ import annotations

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.autoscaling import Autoscaling
from constructs_lib.disruption import DisruptionBudget
from constructs_lib.identity import Identity
from constructs_lib.k8s_values import int_or_string
from constructs_lib.settings import Hpa, PodDisruptionBudget, Strategy


class Deployment(Construct):
    """A Deployment; its HorizontalPodAutoscaler, when it has one; its PodDisruptionBudget, from two replicas on."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        identity: Identity,
        part: str | None,
        component: str,
        template: k8s.PodTemplateSpec,
        strategy: Strategy,
        replicas: int | None,
        hpa: Hpa | None,
        pod_disruption_budget: PodDisruptionBudget | None,
        revision_history_limit: int,
        progress_deadline_seconds: int,
    ) -> None:
        super().__init__(scope, id)
        selector = identity.selector(component)
        fewest = hpa.min_replicas if hpa else 1 if replicas is None else replicas
        k8s.KubeDeployment(
            self,
            "Resource",
            metadata=identity.metadata(part, component=component),
            spec=k8s.DeploymentSpec(
                # With an autoscaler the number is the autoscaler's: rendering it would reset it with each sync.
                replicas=None if hpa else fewest,
                selector=k8s.LabelSelector(match_labels=selector),
                strategy=_strategy(strategy),
                revision_history_limit=revision_history_limit,
                progress_deadline_seconds=progress_deadline_seconds,
                template=template,
            ),
        )
        if hpa:
            Autoscaling(self, "Autoscaling", identity=identity, part=part, component=component, hpa=hpa)
        if pod_disruption_budget and fewest > 1:
            DisruptionBudget(
                self,
                "DisruptionBudget",
                identity=identity,
                part=part,
                component=component,
                budget=pod_disruption_budget,
            )


def _strategy(strategy: Strategy) -> k8s.DeploymentStrategy:
    if strategy.type == "Recreate":
        return k8s.DeploymentStrategy(type="Recreate")
    return k8s.DeploymentStrategy(
        type=strategy.type,
        rolling_update=k8s.RollingUpdateDeployment(
            max_surge=int_or_string(strategy.max_surge),
            max_unavailable=int_or_string(strategy.max_unavailable),
        ),
    )
