"""Pods that run all the time: the app's container, with those that run before and beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

from cdk8s_plus_27 import k8s

from constructs_lib.config_maps import checksums
from constructs_lib.container import lifecycle, native_sidecars, pre_stop_patch
from constructs_lib.pod import PodProfile
from constructs_lib.settings import BackgroundWorker, LongRunning, Patch, TopologySpread
from constructs_lib.settings.containers import split
from constructs_lib.settings.names import APP
from constructs_lib.settings.values import NONE


def pod_template(
    profile: PodProfile[LongRunning],
    runs: LongRunning | BackgroundWorker,
    component: str,
    *,
    env: Mapping[str, str] | None = None,
    port: int | None = None,
    spread: Sequence[TopologySpread] = (),
    revision_label: str | None = None,
    pod: Mapping[str, Any] = NONE,
    **fields: Any,
) -> k8s.PodTemplateSpec:
    """The pods of a component, of the app itself or of a worker beside it.

    `env` are variables of the constructs' own, `port` is where the container listens, `fields` go into it and `pod`
    into the PodSpec; `revision_label` tells the pods of one version from those of another, where they are spread.
    """
    settings = profile.settings
    beside = runs if isinstance(runs, LongRunning) else None
    app = profile.app_container(
        command=split(runs.command) if runs.command else None,
        args=list(beside.args) or None if beside else None,
        env={**runs.env, **(env or {})},
        resources=runs.resources,
        security=runs.security,
        lifecycle=lifecycle(runs.shutdown, kubernetes_version=settings.kubernetes_version),
        **fields,
    )
    return profile.template(
        component,
        [app, *profile.extra_containers(runs.sidecars)],
        init_containers=profile.extra_containers(runs.init_containers),
        annotations=checksums(settings.config_maps),
        grace_period_seconds=runs.shutdown.termination_grace_period_seconds,
        port=port,
        spread=spread,
        revision_label=revision_label,
        pod=pod,
    )


def template_patches(target: str, runs: LongRunning | BackgroundWorker, *, kubernetes_version: str) -> list[Patch]:
    """What the typed API does not know of the pods of an object.

    What listens beside the app waits as the app does: requests still come to it, too.
    """
    waiting = [APP, *(name for name, container in runs.sidecars.items() if container.ports)]
    pre_stops = (pre_stop_patch(target, name, runs.shutdown, kubernetes_version=kubernetes_version) for name in waiting)
    native = [name for name, container in runs.init_containers.items() if container.restart_policy]
    return [*filter(None, pre_stops), *native_sidecars(target, "spec.template", native)]
