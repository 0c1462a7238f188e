"""An autoscaler's target does not exist, or cannot be scaled.

Why: the HorizontalPodAutoscaler says FailedGetScale, and the number of pods stays as it is.
Fix: let `scaleTargetRef` name a rendered workload with its `apiVersion` and `kind`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.kinds import GROUPS
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import beside

SEVERITY: Severity = "error"

_SCALABLE = ("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet")
_NEVER = ("CronJob", "DaemonSet", "Job", "Pod")


def check(manifests: Manifests) -> Iterator[Finding]:
    for autoscaler in manifests.of("HorizontalPodAutoscaler"):
        target = autoscaler.spec["scaleTargetRef"]
        message = _problem(manifests, autoscaler, target["kind"], target["name"], target.get("apiVersion"))
        if message:
            yield Finding(autoscaler.where("spec.scaleTargetRef"), message)


def _problem(manifests: Manifests, hpa: Resource, kind: str, name: str, version: str | None) -> str | None:
    if kind in _NEVER:
        return f"{kind}/{name} is of a kind that cannot be scaled"
    if kind not in _SCALABLE:
        return None
    group = GROUPS[kind]
    if version is not None and version.rpartition("/")[0] != group:
        return f"{kind} is asked of {version}, but belongs to {group or 'v1'}"
    workloads = [
        resource
        for resource in (*manifests.resources, *manifests.unsound)
        if _is_workload(resource) and beside(resource, hpa)
    ]
    if not any(workload.kind == kind and workload.name == name for workload in workloads):
        others = [str(workload.key) for workload in workloads if workload.name == name]
        if others:
            return f"there is no {kind}/{name}, but {others[0]}"
        # Somebody's YAML may scale what somebody else made.
        return f"there is no {kind}/{name}" if hpa.environment else None
    return None


def _is_workload(resource: Resource) -> bool:
    return resource.is_a(*_SCALABLE) if resource.kind in _SCALABLE else False
