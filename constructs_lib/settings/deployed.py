"""Settings of an app whose pods are all the same, and come and go: how many there are, and how they are replaced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.settings import names
from constructs_lib.settings.autoscaling import Hpa
from constructs_lib.settings.errors import Path
from constructs_lib.settings.jobs import BackgroundWorker
from constructs_lib.settings.keda import RESOURCES, ScaledObject
from constructs_lib.settings.layers import Problem, parts_of, rule
from constructs_lib.settings.metrics import ContainerResourceMetric
from constructs_lib.settings.replicated import Replicated
from constructs_lib.settings.scaling import Strategy, nothing
from constructs_lib.settings.text import Positive


class Deployed(Replicated, vocabulary=True):
    """An app of pods that are all the same (a Deployment)."""

    _kind: ClassVar[str] = "Deployment"

    # How it is scaled and replaced.
    hpa: Hpa | None = None
    """Lets the number of pods follow their load."""
    scaled_object: ScaledObject | None = None
    """Or lets KEDA decide the number: by a queue's length, a schedule, a query; down to 0."""
    strategy: Strategy = Strategy()
    """How a new version replaces the old one."""
    progress_deadline_seconds: Positive = 600
    """Seconds without progress after which a rollout counts as failed."""

    @rule
    def _one_count_of_replicas(self) -> Iterator[Problem]:
        for path, scaled in self._scaled():
            scalers = [name for name in ("hpa", "scaled_object") if getattr(scaled, name) is not None]
            if len(scalers) > 1:
                message = "scaled_object beside hpa: each overwrites the other's number"
                remedy = "set one of the two" if path else "set one of the two, and the other to None"
                yield (*path, "scaled_object"), f"{message}; {remedy}"
            elif scalers and scaled.replicas is not None:
                remedy = "set one of the two" if path else f"take it out, or set {scalers[0]} = None"
                message = f"replicas={scaled.replicas} beside {scalers[0]}: the autoscaler owns the number; {remedy}"
                yield (*path, "replicas"), message

    @rule
    def _autoscaling_has_requests(self) -> Iterator[Problem]:
        """A utilisation is a share of the request: without one the autoscaler does nothing."""
        for path, scaled in self._scaled():
            for where, name, target in _shares(scaled):
                if getattr((scaled.resources or self.resources).requests, name) is None:
                    share = f"{target} is a share of a {name} request"
                    yield (*path, *where), f"{share}, and there is none; set requests=Compute({name}=...)"

    @rule
    def _triggers_sign_in_with_secrets_of_the_app(self) -> Iterator[Problem]:
        for path, scaled in self._scaled():
            authentication = scaled.scaled_object and scaled.scaled_object.trigger_authentication
            for name, ref in authentication.secret_target_ref.items() if authentication else ():
                where = (*path, "scaled_object", "trigger_authentication", "secret_target_ref", name)
                if ref.name is None and self.secret_name is None:
                    yield where, f"{ref.key!r} is a key of external_secrets, and the app has none; set name=..."
                elif ref.name is None and self.external_secrets and ref.key not in self.external_secrets.params:
                    near = did_you_mean_or_all(ref.key, list(self.external_secrets.params))
                    yield where, f"{ref.key!r} is no key of external_secrets{near}; of another Secret set name=..."

    def _pods_at_once(self) -> Iterator[tuple[str, str]]:
        yield from super()._pods_at_once()
        for path, _ in self._scaled():
            if path:
                yield f"the worker {path[-1]!r} mounts it beside the app", ""
        most = _most(self)
        if most > 1:
            yield f"there may be {most} pods", ""
        if self.strategy.type == "RollingUpdate" and not nothing(self.strategy.max_surge):
            yield "a rollout starts a new pod beside the old", "set strategy = Strategy(type='Recreate'), or "

    def _scaled(self) -> Iterator[tuple[Path, Deployed | BackgroundWorker]]:
        """The app itself, and its workers."""
        yield (), self
        yield from ((path, value) for path, value in parts_of(self) if isinstance(value, BackgroundWorker))

    def _fewest(self) -> Iterator[tuple[Path, int]]:
        yield from ((path, fewest_running(scaled)) for path, scaled in self._scaled())


def fewest_running(scaled: Deployed | BackgroundWorker) -> int:
    """How few pods there may be while the app works: where there is nothing to do, KEDA may leave none."""
    if scaled.hpa:
        return scaled.hpa.min_replicas
    if scaled.scaled_object:
        return max(scaled.scaled_object.min_replica_count, 1)
    return 1 if scaled.replicas is None else scaled.replicas


def _most(scaled: Deployed | BackgroundWorker) -> int:
    """How many pods there may be, but for those of a rollout."""
    if scaled.hpa:
        return scaled.hpa.max_replicas
    if scaled.scaled_object:
        return scaled.scaled_object.max_replica_count
    return 1 if scaled.replicas is None else scaled.replicas


def _shares(scaled: Deployed | BackgroundWorker) -> Iterator[tuple[Path, str, str]]:
    """Targets that are a share of what the app's own container requests: where, of what, and in words."""
    for name in ("cpu", "memory") if scaled.hpa else ():
        percent = getattr(scaled.hpa, target := f"target_{name}_utilization_percentage")
        if percent is not None:
            yield ("hpa",), name, f"{target}={percent}"
    for index, metric in enumerate(scaled.hpa.metrics if scaled.hpa else ()):
        if isinstance(metric, ContainerResourceMetric) and metric.average_utilization and metric.container == names.APP:
            yield ("hpa", "metrics", index), metric.name, f"average_utilization={metric.average_utilization}"
    for index, trigger in enumerate(scaled.scaled_object.triggers if scaled.scaled_object else ()):
        beside = trigger.metadata.get("containerName", names.APP) != names.APP
        if trigger.type in RESOURCES and trigger.metric_type == "Utilization" and not beside:
            yield ("scaled_object", "triggers", index), trigger.type, "metric_type='Utilization'"
