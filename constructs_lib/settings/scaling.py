"""How many pods there are, and how they are replaced."""

from typing import Annotated, Literal

from pydantic import Field

from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import Natural, Percentage, Positive
from constructs_lib.settings.values import Seq, setting


@setting
class ScalingPolicy:
    """The most that the autoscaler changes within one period."""

    type: Literal["Pods", "Percent"]
    """Whether `value` counts pods or percent of them."""
    value: Positive
    """Pods, or percent of the present number of pods."""
    period_seconds: Annotated[int, Field(ge=1, le=1800)]
    """Seconds that the policy looks back over."""


@setting
class ScalingRules:
    """How fast the autoscaler may go in one direction (`HPAScalingRules`)."""

    stabilization_window_seconds: Annotated[int, Field(ge=0, le=3600)] | None = None
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
    """How far the app may scale, and what makes it (HorizontalPodAutoscaler, autoscaling/v2)."""

    min_replicas: Positive = 1
    """Fewest pods the autoscaler may run."""
    max_replicas: Positive
    """Most pods the autoscaler may run."""
    target_cpu_utilization_percentage: Positive | None = None
    """Mean CPU of the pods, in percent of the request, that more pods shall bring it back to."""
    target_memory_utilization_percentage: Positive | None = None
    """Mean memory of the pods, in percent of the request. The highest of both targets wins."""
    behavior: Behavior | None = None
    """How fast; without it, as Kubernetes thinks best."""

    def __post_init__(self) -> None:
        if self.min_replicas > self.max_replicas:
            raise SettingsError(
                f"min_replicas={self.min_replicas} is above max_replicas={self.max_replicas}", path=("min_replicas",)
            )
        if self.target_cpu_utilization_percentage is None and self.target_memory_utilization_percentage is None:
            raise SettingsError(
                "the autoscaler has nothing to follow; set target_cpu_utilization_percentage, "
                "target_memory_utilization_percentage, or both"
            )


@setting
class PodDisruptionBudget:
    """How many pods a node drain may take at once. Rendered from two replicas on: with one it would block drains."""

    max_unavailable: Positive | Percentage = 1
    """Pods, or a percentage of them, that may be away."""


def nothing(amount: int | str) -> bool:
    """Whether a number, or a percentage, is none."""
    return amount in (0, "0%")


@setting
class Strategy:
    """How a new version replaces the old one (`strategy` of a Deployment)."""

    type: Literal["RollingUpdate", "Recreate"] = "RollingUpdate"
    """Recreate stops every old pod first: for apps whose versions must not run side by side."""
    max_surge: Natural | Percentage = 1
    """Pods above the wanted number during a rollout."""
    max_unavailable: Natural | Percentage = 0
    """Pods below the wanted number during a rollout: 0 keeps a single replica serving."""

    def __post_init__(self) -> None:
        if self.type == "RollingUpdate" and nothing(self.max_surge) and nothing(self.max_unavailable):
            raise SettingsError("max_surge=0 and max_unavailable=0 leave no way to roll out; raise one of them")


@setting
class UpdateStrategy:
    """How new pods replace the old ones of a StatefulSet, the last of them first (`updateStrategy`)."""

    type: Literal["RollingUpdate", "OnDelete"] = "RollingUpdate"
    """OnDelete leaves each pod as it is until somebody deletes it."""
    partition: Natural = 0
    """The first number of a pod that is replaced: those below it stay as they are, to try a version on the last."""

    def __post_init__(self) -> None:
        if self.type == "OnDelete" and self.partition:
            message = f"partition={self.partition} means nothing to type='OnDelete'; take it out"
            raise SettingsError(message, path=("partition",))


@setting
class DaemonStrategy:
    """How new pods replace the old ones, node by node (`updateStrategy` of a DaemonSet)."""

    type: Literal["RollingUpdate", "OnDelete"] = "RollingUpdate"
    """OnDelete leaves each pod as it is until somebody deletes it, or its node goes."""
    max_unavailable: Natural | Percentage = 1
    """Nodes, or a percentage of them, that may be without a ready pod during a rollout."""
    max_surge: Natural | Percentage = 0
    """Nodes, or a percentage of them, where the old pod stays until the new one is ready; needs `max_unavailable=0`."""

    def __post_init__(self) -> None:
        if self.type == "OnDelete":
            for name, unsaid in (("max_unavailable", 1), ("max_surge", 0)):
                if getattr(self, name) != unsaid:
                    raise SettingsError(f"{name} means nothing to type='OnDelete'; take it out", path=(name,))
        elif nothing(self.max_unavailable) and nothing(self.max_surge):
            raise SettingsError("max_surge=0 and max_unavailable=0 leave no way to roll out; raise one of them")
        elif not nothing(self.max_unavailable) and not nothing(self.max_surge):
            message = f"max_surge={self.max_surge!r} beside max_unavailable={self.max_unavailable!r} is refused"
            raise SettingsError(f"{message}; set max_unavailable=0, or take max_surge out", path=("max_surge",))


@setting
class Shutdown:
    """How a pod leaves: it waits until load balancers have forgotten it, then gets SIGTERM, then time, then SIGKILL."""

    pre_stop_seconds: Natural = 5
    """Seconds between the decision to stop and SIGTERM (`lifecycle.preStop.sleep`): requests still arrive meanwhile."""
    termination_grace_period_seconds: Positive = 30
    """Seconds from the start of the wait to SIGKILL."""

    def __post_init__(self) -> None:
        if self.pre_stop_seconds >= self.termination_grace_period_seconds:
            raise SettingsError(
                f"pre_stop_seconds={self.pre_stop_seconds} leaves no time to finish before "
                f"termination_grace_period_seconds={self.termination_grace_period_seconds}; wait less, or raise it",
                path=("pre_stop_seconds",),
            )
