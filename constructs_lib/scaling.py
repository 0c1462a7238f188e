"""What scales the pods of one component, and what protects them from node drains."""

from collections.abc import Callable
from typing import Any, TypeVar

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.k8s_values import int_or_string
from constructs_lib.metrics import metric_spec
from constructs_lib.settings import Behavior, Hpa, PodDisruptionBudget, ScalingRules

R = TypeVar("R")


class Autoscaling(Construct):
    """A HorizontalPodAutoscaler that follows the Deployment of the same name."""

    def __init__(
        self, scope: Construct, id: str, *, identity: Identity, part: str | None, component: str, hpa: Hpa
    ) -> None:
        super().__init__(scope, id)
        k8s.KubeHorizontalPodAutoscalerV2(
            self,
            "Resource",
            metadata=identity.metadata(part, labels=identity.selector(component)),
            spec=k8s.HorizontalPodAutoscalerSpecV2(
                scale_target_ref=k8s.CrossVersionObjectReferenceV2(
                    api_version="apps/v1", kind="Deployment", name=identity.name(part)
                ),
                min_replicas=hpa.min_replicas,
                max_replicas=hpa.max_replicas,
                metrics=[
                    _utilization(resource, target)
                    for resource, target in (
                        ("cpu", hpa.target_cpu_utilization_percentage),
                        ("memory", hpa.target_memory_utilization_percentage),
                    )
                    if target is not None
                ]
                + [metric_spec(identity, metric) for metric in hpa.metrics],
                behavior=_behavior(hpa.behavior),
            ),
        )


class DisruptionBudget(Construct):
    """A PodDisruptionBudget for the pods of one component. With a single replica it would block drains for ever."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        identity: Identity,
        part: str | None,
        component: str,
        budget: PodDisruptionBudget,
    ) -> None:
        super().__init__(scope, id)
        selector = identity.selector(component)
        staying = budget.min_available
        k8s.KubePodDisruptionBudget(
            self,
            "Resource",
            metadata=identity.metadata(part, labels=selector),
            spec=k8s.PodDisruptionBudgetSpec(
                max_unavailable=None if staying is not None else int_or_string(budget.max_unavailable or 1),
                min_available=None if staying is None else int_or_string(staying),
                selector=k8s.LabelSelector(match_labels=selector),
                # A pod that is broken anyway must not keep a node from being drained.
                unhealthy_pod_eviction_policy="AlwaysAllow",
            ),
        )


def _utilization(resource: str, percentage: int) -> k8s.MetricSpecV2:
    target = k8s.MetricTargetV2(type="Utilization", average_utilization=percentage)
    return k8s.MetricSpecV2(type="Resource", resource=k8s.ResourceMetricSourceV2(name=resource, target=target))


def _behavior(behavior: Behavior | None) -> k8s.HorizontalPodAutoscalerBehaviorV2 | None:
    if behavior is None:
        return None
    return k8s.HorizontalPodAutoscalerBehaviorV2(
        scale_up=scaling_rules(behavior.scale_up, k8s.HpaScalingRulesV2, k8s.HpaScalingPolicyV2),
        scale_down=scaling_rules(behavior.scale_down, k8s.HpaScalingRulesV2, k8s.HpaScalingPolicyV2),
    )


def scaling_rules(rules: ScalingRules | None, kind: Callable[..., R], policy: Callable[..., Any]) -> R | None:
    """One direction, of the types that the object has for it."""
    if rules is None:
        return None
    return kind(
        stabilization_window_seconds=rules.stabilization_window_seconds,
        select_policy=rules.select_policy,
        policies=[
            policy(type=each.type, value=each.value, period_seconds=each.period_seconds) for each in rules.policies
        ]
        or None,
    )
