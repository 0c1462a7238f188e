"""The selectors of two workloads match each other's pods.

In YAML that is no project's own, only workloads of one file count: files beside each other may be alternatives.

Why: an autoscaler measures, and a PodDisruptionBudget counts, the pods of both as if they were one.
Fix: give each workload a label of its own in `selector` and template, such as `app.kubernetes.io/component`.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import cast

from constructs_lib.kubernetes.label_selectors import Selector, is_empty, matches, shown
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod, pod_of
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import by_label, matching

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for kind in ("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"):
        groups: dict[Hashable, list[Pod]] = defaultdict(list)
        for workload in manifests.of(kind):
            if (pod := pod_of(workload)) and not is_empty(_selector(workload)):
                groups[_home(workload)].append(pod)
        for pods in groups.values():
            yield from _overlaps(pods)


def _home(workload: Resource) -> Hashable:
    """What workloads have in common that may count each other's pods."""
    return workload.environment, workload.namespace, workload.path if workload.environment is None else None


def _selector(workload: Resource) -> Selector:
    return cast(Selector, workload.spec.get("selector", {}))


def _overlaps(pods: list[Pod]) -> Iterator[Finding]:
    labelled = by_label(pods)
    earlier: set[Resource] = set()
    for pod in pods:
        one = pod.resource
        earlier.add(one)
        for candidate in matching(labelled, one, _selector(one)):
            other = candidate.resource
            if other not in earlier and one.name != other.name and matches(_selector(other), pod.labels):
                yield Finding(
                    other.where("spec.selector"),
                    f"{shown(_selector(other))} matches the pods of {one.key} as well",
                )
