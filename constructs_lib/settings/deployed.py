"""Settings of an app whose pods are all the same, and come and go: how many there are, and how they are replaced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from constructs_lib.settings.errors import Path
from constructs_lib.settings.jobs import BackgroundWorker
from constructs_lib.settings.layers import Problem, rule, values_of
from constructs_lib.settings.replicated import Replicated
from constructs_lib.settings.scaling import Hpa, Strategy, nothing
from constructs_lib.settings.text import Positive


class Deployed(Replicated, vocabulary=True):
    """An app of pods that are all the same (a Deployment)."""

    _kind: ClassVar[str] = "Deployment"

    # How it is scaled and replaced.
    hpa: Hpa | None = None
    """Lets the number of pods follow their load."""
    strategy: Strategy = Strategy()
    """How a new version replaces the old one."""
    progress_deadline_seconds: Positive = 600
    """Seconds without progress after which a rollout counts as failed."""

    @rule
    def _one_count_of_replicas(self) -> Iterator[Problem]:
        for path, scaled in self._scaled():
            if scaled.hpa is not None and scaled.replicas is not None:
                remedy = "set one of the two" if path else "take it out, or set hpa = None"
                message = f"replicas={scaled.replicas} beside hpa: the autoscaler owns the number; {remedy}"
                yield (*path, "replicas"), message

    @rule
    def _autoscaling_has_requests(self) -> Iterator[Problem]:
        """A utilisation is a share of the request: without one the autoscaler does nothing."""
        for path, scaled in self._scaled():
            for name in ("cpu", "memory") if scaled.hpa else ():
                requests = (scaled.resources or self.resources).requests
                target = getattr(scaled.hpa, f"target_{name}_utilization_percentage")
                if target is not None and getattr(requests, name) is None:
                    share = f"target_{name}_utilization_percentage={target} is a share of a {name} request"
                    yield (*path, "hpa"), f"{share}, and there is none; set requests=Compute({name}=...)"

    def _pods_at_once(self) -> Iterator[tuple[str, str]]:
        yield from super()._pods_at_once()
        for path, _ in self._scaled():
            if path:
                yield f"the worker {path[-1]!r} mounts it beside the app", ""
        most = self.hpa.max_replicas if self.hpa else 1 if self.replicas is None else self.replicas
        if most > 1:
            yield f"there may be {most} pods", ""
        if self.strategy.type == "RollingUpdate" and not nothing(self.strategy.max_surge):
            yield "a rollout starts a new pod beside the old", "set strategy = Strategy(type='Recreate'), or "

    def _scaled(self) -> Iterator[tuple[Path, Deployed | BackgroundWorker]]:
        """The app itself, and its workers."""
        yield (), self
        yield from ((path, value) for path, value in values_of(self) if isinstance(value, BackgroundWorker))
