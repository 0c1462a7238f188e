"""A pod is killed without a word.

Why: with `terminationGracePeriodSeconds: 0` there is no SIGTERM and no `preStop`: requests are cut, data that was not
written is lost, and a StatefulSet may run two pods of one name at once.
Fix: set `terminationGracePeriodSeconds`: 30 is the default.
In settings: set `shutdown.termination_grace_period_seconds`: 30 is the default.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.lifecycle import grace_period
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        if grace_period(pod) == 0:
            yield Finding(
                pod.where("terminationGracePeriodSeconds"),
                "0 s between the decision to stop and SIGKILL: there is no SIGTERM",
                # An agent of the node may have nothing to end.
                severity="info" if pod.resource.is_a("DaemonSet") else None,
            )
