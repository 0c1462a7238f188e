"""Pods that run all the time, whatever keeps them running: the app's container, and what runs before and beside it."""

from collections.abc import Mapping
from typing import Any

from cdk8s_plus_27 import k8s

from constructs_lib.config_maps import checksums
from constructs_lib.container import lifecycle
from constructs_lib.pod import PodProfile
from constructs_lib.settings import BackgroundWorker, Replicated
from constructs_lib.settings.containers import split


def running_pods(
    profile: PodProfile[Replicated],
    runs: Replicated | BackgroundWorker,
    *,
    component: str,
    env: Mapping[str, str] | None = None,
    port: int | None = None,
    revision_label: str | None = None,
    **fields: Any,
) -> k8s.PodTemplateSpec:
    """The template of pods that run the app itself, which brings init containers and sidecars, or a worker beside it.

    `env` are variables of the constructs' own, `port` is the lowest where the container listens, `fields` go into it;
    `revision_label` tells pods of one version from those of another where pods are spread.
    """
    settings = profile.settings
    beside = runs if isinstance(runs, Replicated) else None
    app = profile.app_container(
        command=split(runs.command) if runs.command else None,
        args=list(beside.args) or None if beside else None,
        env={**runs.env, **(env or {})},
        resources=runs.resources,
        lifecycle=lifecycle(runs.shutdown, kubernetes_version=settings.kubernetes_version),
        **fields,
    )
    inits, sidecars = (
        [profile.extra_container(name, container) for name, container in containers.items()]
        for containers in ((beside.init_containers, beside.sidecars) if beside else ({}, {}))
    )
    return profile.template(
        component,
        [app, *sidecars],
        init_containers=inits,
        annotations=checksums(settings.config_maps),
        grace_period_seconds=runs.shutdown.termination_grace_period_seconds,
        port=port,
        spread=settings.topology_spread,
        revision_label=revision_label,
    )
