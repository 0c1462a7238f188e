"""Workers: Deployments of the app's image that run another command and serve nothing."""

from __future__ import annotations

from collections.abc import Mapping

from constructs import Construct

from constructs_lib.deployment import Deployment
from constructs_lib.pod import PodProfile
from constructs_lib.probes import exec_probe
from constructs_lib.settings import Patch, PodDisruptionBudget, Worker
from constructs_lib.settings.command import split
from constructs_lib.settings.names import APP
from constructs_lib.shutdown import lifecycle, pre_stop_patch


class WorkerDeployment(Construct):
    """One worker's Deployment; `name` is its component, too."""

    patches: list[Patch]
    """What the typed API cannot say; to be applied to the rendered objects."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        worker: Worker,
        profile: PodProfile,
        checksums: Mapping[str, str],
        pod_disruption_budget: PodDisruptionBudget | None,
        revision_history_limit: int,
        progress_deadline_seconds: int,
        kubernetes_version: str,
    ) -> None:
        super().__init__(scope, id)
        container = profile.app_container(
            command=split(worker.command),
            env=worker.env,
            resources=worker.resources,
            liveness_probe=exec_probe(worker.liveness_probe),
            lifecycle=lifecycle(worker.shutdown, kubernetes_version=kubernetes_version),
        )
        Deployment(
            self,
            "Deployment",
            identity=profile.identity,
            part=name,
            component=name,
            template=profile.template(
                name,
                [container],
                annotations=checksums,
                grace_period_seconds=worker.shutdown.termination_grace_period_seconds,
                spread=True,
            ),
            strategy=worker.strategy,
            replicas=worker.replicas,
            hpa=worker.hpa,
            pod_disruption_budget=pod_disruption_budget,
            revision_history_limit=revision_history_limit,
            progress_deadline_seconds=progress_deadline_seconds,
        )
        target = f"Deployment/{profile.identity.name(name)}"
        patch = pre_stop_patch(target, APP, worker.shutdown, kubernetes_version=kubernetes_version)
        self.patches = [patch] if patch else []
