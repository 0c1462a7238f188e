"""A topology spread that is a must counts the pods of the version being replaced.

Why: during a rollout the old pods decide where new ones may go; new pods wait, or all end up on one side.
Fix: set `matchLabelKeys: [pod-template-hash]` in the constraint, or `whenUnsatisfiable: ScheduleAnyway`.
In settings: set `matchLabelKeys: [pod-template-hash]` in the constraint, or `when_unsatisfiable="ScheduleAnyway"`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"
_HASH = "pod-template-hash"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        constraints = pod.spec.get("topologySpreadConstraints", []) if pod.resource.is_a("Deployment") else []
        for index, constraint in enumerate(constraints):
            if constraint["whenUnsatisfiable"] == "DoNotSchedule" and _HASH not in constraint.get("matchLabelKeys", []):
                yield Finding(
                    pod.where(f"topologySpreadConstraints[{index}].matchLabelKeys"),
                    "old pods count during a rollout, so that new ones wait or end up on one side",
                )
