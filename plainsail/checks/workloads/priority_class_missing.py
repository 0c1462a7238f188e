"""Pods have a PriorityClass that the tree does not render.

Why: Kubernetes refuses pods whose class the cluster does not have; classes that begin with `system-` are its own two.
Fix: make sure that the platform has the class, or take `priorityClassName` out.
In settings: make sure that the platform has the class, or take `priority_class_name` out.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import absence, refused_if
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"
MEANS: Meaning = "cannot work"

_BUILT_IN = ("system-cluster-critical", "system-node-critical")


def check(manifests: Manifests) -> Iterator[Finding]:
    classes = {(priority_class.environment, priority_class.name) for priority_class in manifests.of("PriorityClass")}
    for pod in manifests.pods():
        name = pod.spec.get("priorityClassName")
        if not name or name in _BUILT_IN or (pod.resource.environment, name) in classes:
            continue
        where, means = pod.where("priorityClassName"), refused_if(pod.resource, "Pod")
        if name.startswith("system-"):
            yield Finding(where, f"{name} is reserved and does not exist", severity="error", means=means)
        else:
            message, what = f"{name} must exist in the cluster", f"PriorityClass/{name}"
            yield from absence(manifests, pod.resource, where, message, what=what, means=means)
