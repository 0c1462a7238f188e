"""An autoscaler's target does not exist, or cannot be scaled.

A ScaledObject of KEDA means a Deployment where it says no kind.

Why: the HorizontalPodAutoscaler says FailedGetScale, KEDA ScaledObjectCheckFailed; the number of pods stays as it is.
Fix: let `scaleTargetRef` name a rendered workload with its `apiVersion` and `kind`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import absence
from plainsail.manifests.kinds import GROUPS
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import custom, target_of

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_SCALABLE = ("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet")
_NEVER = ("CronJob", "DaemonSet", "Job", "Pod")


def check(manifests: Manifests) -> Iterator[Finding]:
    known = by_name(
        resource
        for resource in (*manifests.resources, *manifests.unsound)
        if resource.kind in _SCALABLE and resource.is_a(resource.kind)
    )
    for autoscaler in (*manifests.of("HorizontalPodAutoscaler"), *custom(manifests, "ScaledObject")):
        (kind, name), where = target_of(autoscaler), autoscaler.where("spec.scaleTargetRef")
        if not name or manifests.is_refused(autoscaler, "spec.scaleTargetRef"):
            continue
        workloads = list(known.of(autoscaler, name))
        version = autoscaler.spec["scaleTargetRef"].get("apiVersion")
        if message := _problem(workloads, kind, name, version if isinstance(version, str) else None):
            yield Finding(where, message)
        elif kind in _SCALABLE and not workloads:
            what = f"{kind}/{name}"
            yield from absence(manifests, autoscaler, where, f"there is no {what}", what=what)


def _problem(workloads: list[Resource], kind: str, name: str, version: str | None) -> str | None:
    if kind in _NEVER:
        return f"{kind}/{name} is of a kind that cannot be scaled"
    if kind not in _SCALABLE:
        return None
    group = GROUPS[kind]
    if version is not None and version.rpartition("/")[0] != group:
        return f"{kind} is asked of {version}, but belongs to {group or 'v1'}"
    if workloads and not any(workload.kind == kind for workload in workloads):
        return f"there is no {kind}/{name}, but {workloads[0].key}"
    return None
