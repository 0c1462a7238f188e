"""A workload's selector selects everything.

Why: the API server refuses an empty selector, and one that is not in the pods' labels.
Fix: set `matchLabels` with labels that the pods of this workload alone have.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for workload in manifests.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"):
        selector = workload.spec["selector"]
        if not selector.get("matchLabels") and not selector.get("matchExpressions"):
            yield Finding(workload.where("spec.selector"), "selects every pod of the namespace")
