"""The selectors of two workloads match each other's pods.

In YAML that is no project's own, only workloads of one file count: files beside each other may be alternatives.

Why: an autoscaler measures, and a PodDisruptionBudget counts, the pods of both as if they were one.
Fix: give each workload a label of its own in `selector` and template, such as `app.kubernetes.io/component`.
"""

from collections.abc import Iterator
from itertools import combinations

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import pod_of
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import is_empty, matches, shown

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for kind in ("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"):
        for one, other in combinations(manifests.of(kind), 2):
            if _meet(one, other) and one.name != other.name and _claims(one, other) and _claims(other, one):
                yield Finding(
                    other.where("spec.selector"),
                    f"{shown(other.spec['selector'])} matches the pods of {one.key} as well",
                )


def _meet(one: Resource, other: Resource) -> bool:
    same = one.environment == other.environment and one.namespace == other.namespace
    return same and (one.environment is not None or one.path == other.path)


def _claims(one: Resource, other: Resource) -> bool:
    selector = one.spec.get("selector", {})
    pod = pod_of(other)
    return pod is not None and not is_empty(selector) and matches(selector, pod.labels)
