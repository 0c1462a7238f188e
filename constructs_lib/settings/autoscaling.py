"""What makes an app scale, how far and how fast: by a HorizontalPodAutoscaler."""

from typing import Annotated, Literal

from constructs_lib.settings.checks import Bounds, Check
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.metrics import Metric
from constructs_lib.settings.text import Positive
from constructs_lib.settings.values import Seq, setting


def _not_none(count: int) -> int:
    if count == 0:
        raise ValueError("needs a feature gate of the cluster; to leave no pods set scaled_object, not hpa")
    return count


Pods = Annotated[int, Check(_not_none), Bounds(ge=1, le=2**31 - 1)]
"""A number of pods that a HorizontalPodAutoscaler takes everywhere."""


@setting
class ScalingPolicy:
    """The most that the autoscaler changes within one period."""

    type: Literal["Pods", "Percent"]
    """Whether `value` counts pods or percent of them."""
    value: Positive
    """Pods, or percent of the present number of pods."""
    period_seconds: Annotated[int, Bounds(ge=1, le=1800)]
    """Seconds that the policy looks back over."""


@setting
class ScalingRules:
    """How fast the autoscaler may go in one direction (`HPAScalingRules`)."""

    stabilization_window_seconds: Annotated[int, Bounds(ge=0, le=3600)] | None = None
    """Seconds of the past whose safest recommendation wins."""
    select_policy: Literal["Max", "Min", "Disabled"] | None = None
    """Which of several policies counts; Disabled forbids the direction."""
    policies: Seq[ScalingPolicy] = ()
    """The policies."""


@setting
class Behavior:
    """How fast the app scales up and down (`spec.behavior`)."""

    scale_up: ScalingRules | None = None
    """Towards more pods."""
    scale_down: ScalingRules | None = None
    """Towards fewer pods."""

    def __post_init__(self) -> None:
        if self.scale_up is None and self.scale_down is None:
            raise SettingsError("this behavior is empty; set scale_up, scale_down or both")


@setting
class Hpa:
    """How far the app may scale, and what makes it (HorizontalPodAutoscaler, autoscaling/v2).

    Each metric wishes for a number of pods; the highest wish wins.
    """

    min_replicas: Pods = 1
    """Fewest pods the autoscaler may run."""
    max_replicas: Positive
    """Most pods the autoscaler may run."""
    target_cpu_utilization_percentage: Positive | None = None
    """Mean CPU of the pods, in percent of the request, that more pods shall bring it back to."""
    target_memory_utilization_percentage: Positive | None = None
    """Mean memory of the pods, in percent of the request."""
    metrics: Seq[Metric] = ()
    """What else it follows: one container, or metrics that an adapter brings into the cluster."""
    behavior: Behavior | None = None
    """How fast; without it, as Kubernetes thinks best."""

    def __post_init__(self) -> None:
        if self.min_replicas > self.max_replicas:
            raise SettingsError(
                f"min_replicas={self.min_replicas} is above max_replicas={self.max_replicas}", path=("min_replicas",)
            )
        if not (self.target_cpu_utilization_percentage or self.target_memory_utilization_percentage or self.metrics):
            raise SettingsError(
                "the autoscaler has nothing to follow; set target_cpu_utilization_percentage, "
                "target_memory_utilization_percentage or metrics"
            )
