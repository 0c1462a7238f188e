"""A workload's selector does not match the labels of its own pods.

Why: the API server refuses the object ("selector does not match template labels"), and so the whole sync.
Fix: let `spec.selector` name labels of `spec.template`; a selector cannot be changed later.
"""

from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.label_selectors import matches, shown
from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import pod_of

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for workload in manifests.of("DaemonSet", "Deployment", "ReplicaSet", "ReplicationController", "StatefulSet"):
        pod = pod_of(workload)
        selector: dict[str, Any] = workload.spec.get("selector", {})
        if workload.kind == "ReplicationController":
            selector = {"matchLabels": selector}  # an empty one takes the template's labels
        if pod is None or matches(selector, pod.labels):  # an empty one matches; another check tells of it
            continue
        if manifests.is_refused(workload, "spec.selector"):
            continue
        labels = shown({"matchLabels": pod.labels}) or "no labels"
        message = f"{shown(selector)} does not match the pods' own labels: {labels}"
        labels_of_pods = Cause(pod.resource.where((*pod.path, "metadata", "labels")))
        yield Finding(workload.where("spec.selector"), message, causes=(labels_of_pods,))
