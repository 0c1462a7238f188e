"""How pods are replaced, how they leave, and how many of them a node drain may take."""

from typing import Literal

from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import Natural, Percentage, Positive
from constructs_lib.settings.values import setting


@setting
class PodDisruptionBudget:
    """How many pods a node drain may take at once. Rendered from two replicas on: with one it would block drains."""

    max_unavailable: Positive | Percentage | None = None
    """Pods, or a percentage of them, that may be away; 1 where `min_available` says nothing either."""
    min_available: Positive | Percentage | None = None
    """Or the pods, or the percentage of them, that must stay: fewer than there are at the least."""

    def __post_init__(self) -> None:
        if self.max_unavailable is not None and self.min_available is not None:
            message = f"min_available={self.min_available!r} beside max_unavailable={self.max_unavailable!r}"
            raise SettingsError(f"{message} is refused; set one of the two to None", path=("min_available",))
        if self.min_available is not None and nothing(self.min_available):
            raise SettingsError("min_available='0%' protects nothing; raise it", path=("min_available",))
        if self.min_available == "100%":
            message = "min_available='100%' lets no pod go, and node drains wait for ever; lower it"
            raise SettingsError(message, path=("min_available",))
        if self.max_unavailable is not None and nothing(self.max_unavailable):
            message = "max_unavailable='0%' lets no pod go, and node drains wait for ever; raise it"
            raise SettingsError(message, path=("max_unavailable",))


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
    """Seconds between the decision to stop and SIGTERM (`lifecycle.preStop.sleep`): requests still arrive meanwhile.
    Sidecars that listen wait as long, from Kubernetes 1.30 on."""
    termination_grace_period_seconds: Positive = 30
    """Seconds from the start of the wait to SIGKILL."""

    def __post_init__(self) -> None:
        if self.pre_stop_seconds >= self.termination_grace_period_seconds:
            raise SettingsError(
                f"pre_stop_seconds={self.pre_stop_seconds} leaves no time to finish before "
                f"termination_grace_period_seconds={self.termination_grace_period_seconds}; wait less, or raise it",
                path=("pre_stop_seconds",),
            )
