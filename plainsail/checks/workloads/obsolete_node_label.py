"""A pod, a volume or a class asks for a label of nodes that is gone, or on its way out.

Why: a pod that needs a label which no node carries waits for ever; a spread by one spreads nothing.
Fix: use the label that the message names.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.obsolete import (
    CONTROL_PLANE,
    MASTER,
    NODE_LABELS,
    NodeLabel,
    node_labels,
    node_labels_beside_pods,
)

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for label in node_labels(pod):
            yield from _finding(label)
        tolerations = pod.spec.get("tolerations", [])
        keys = [toleration.get("key") for toleration in tolerations]
        everything = any(not toleration.get("key") for toleration in tolerations)
        if MASTER in keys and CONTROL_PLANE not in keys and not everything:
            message = f"no node has the taint {MASTER} since 1.25; tolerate {CONTROL_PLANE}"
            yield Finding(pod.where("tolerations", keys.index(MASTER), "key"), message)
    for resource in manifests.resources:
        for label in node_labels_beside_pods(resource):
            yield from _finding(label)


def _finding(label: NodeLabel) -> Iterator[Finding]:
    obsolete = NODE_LABELS.get(label.key)
    if obsolete is None:
        return
    waits = ", so that no pod is placed by it" if label.required and obsolete.since.startswith("on no node") else ""
    where = label.resource.where(label.field)
    yield Finding(where, f"{label.key} is {obsolete.since}{waits}; use {obsolete.use}")
