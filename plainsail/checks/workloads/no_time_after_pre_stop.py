"""The wait before SIGTERM takes all the time that a pod has to stop.

`terminationGracePeriodSeconds` (30 without one) counts from the start of `preStop`. Read are `sleep`, and commands
that sleep for a fixed time.

Why: SIGKILL follows SIGTERM at once, and each rollout cuts the requests that are under way.
Fix: raise `terminationGracePeriodSeconds`, or let `lifecycle.preStop` take less time.
In settings: raise `shutdown.termination_grace_period_seconds`, or lower `shutdown.pre_stop_seconds`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.lifecycle import grace_period, pre_stop
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "will fail"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        wait, grace = pre_stop(container), grace_period(container.pod)
        if not wait or wait < grace:
            continue
        where = container.where("lifecycle.preStop")
        if not manifests.is_refused(container.resource, where.field):
            yield Finding(
                where,
                f"waits {wait:g} s of the {grace} s that the pod has: SIGKILL follows SIGTERM at once",
            )
