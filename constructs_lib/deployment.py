"""A Deployment, and what scales it and protects it: of the app's own pods, and of workers beside them."""

from collections.abc import Mapping
from typing import Any

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.k8s_values import int_or_string
from constructs_lib.long_running import pod_template, template_patches
from constructs_lib.pod import PodProfile
from constructs_lib.scaling import Autoscaling, DisruptionBudget
from constructs_lib.settings import BackgroundWorker, Deployed, Patch, Strategy
from constructs_lib.settings.deployed import fewest_running


class Deployment(Construct):
    """A Deployment; its HorizontalPodAutoscaler or ScaledObject; its PodDisruptionBudget, from two replicas on.

    `runs` has what its pods run, how many there are, how they are replaced and how they leave: the app itself, or a
    worker of the name `part`.
    """

    patches: list[Patch]
    """What the typed API does not know; to be applied to the rendered objects."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        profile: PodProfile[Deployed],
        runs: Deployed | BackgroundWorker,
        component: str,
        part: str | None = None,
        env: Mapping[str, str] | None = None,
        port: int | None = None,
        **fields: Any,
    ) -> None:
        """`env` are variables of the constructs' own, `port` is where the container listens, `fields` go into it."""
        super().__init__(scope, id)
        settings, identity = profile.settings, profile.identity
        selector = identity.selector(component)
        fewest = fewest_running(runs)
        k8s.KubeDeployment(
            self,
            "Resource",
            metadata=identity.metadata(part, component=component),
            spec=k8s.DeploymentSpec(
                # With an autoscaler the number is the autoscaler's: rendering it would reset it with each sync.
                replicas=None if runs.hpa or runs.scaled_object else fewest,
                selector=k8s.LabelSelector(match_labels=selector),
                strategy=_strategy(runs.strategy),
                revision_history_limit=settings.revision_history_limit,
                progress_deadline_seconds=settings.progress_deadline_seconds,
                template=pod_template(
                    profile,
                    runs,
                    component,
                    env=env,
                    port=port,
                    spread=settings.topology_spread,
                    revision_label="pod-template-hash",
                    **fields,
                ),
            ),
        )
        if runs.hpa:
            Autoscaling(self, "Autoscaling", identity=identity, part=part, component=component, hpa=runs.hpa)
        if runs.scaled_object:
            from constructs_lib.keda import KedaScaling

            KedaScaling(
                self,
                "Keda",
                identity=identity,
                part=part,
                component=component,
                scaled=runs.scaled_object,
                secret=settings.secret_name,
            )
        budget = settings.pod_disruption_budget
        if budget and fewest > 1:
            DisruptionBudget(self, "DisruptionBudget", identity=identity, part=part, component=component, budget=budget)
        target = f"Deployment/{identity.name(part)}"
        self.patches = template_patches(target, runs, kubernetes_version=settings.kubernetes_version)


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
