"""A rollout may neither add a pod nor take one away.

Why: the API server refuses it: no rollout could ever begin.
Fix: raise `maxSurge` or `maxUnavailable` in `strategy.rollingUpdate`.
In settings: raise `strategy.max_surge` or `strategy.max_unavailable`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for workload in manifests.of("Deployment", "DaemonSet"):
        field = "strategy" if workload.is_a("Deployment") else "updateStrategy"
        if workload.spec.get(field, {}).get("type") in ("OnDelete", "Recreate"):
            continue
        rolling = workload.spec.get(field, {}).get("rollingUpdate", {})
        # Without a word a Deployment may do 25 % of both, a DaemonSet take one and add none.
        surge = rolling.get("maxSurge", "25%" if workload.is_a("Deployment") else 0)
        where = workload.where(f"spec.{field}.rollingUpdate")
        none = _is_none(surge) and _is_none(rolling.get("maxUnavailable", 1))
        if none and not manifests.is_refused(workload, where.field):
            yield Finding(where, "maxSurge 0 and maxUnavailable 0 leave no way to replace a pod")


def _is_none(share: int | str) -> bool:
    return str(share).removesuffix("%").strip("0") == ""
