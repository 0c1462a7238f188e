"""A job restarts its containers always, or a service does not.

Why: the API server refuses a Job or CronJob whose `restartPolicy` is `Always` or left out, and every other workload
with anything but `Always`.
Fix: set `restartPolicy: Never` (or `OnFailure`) in a job; leave it out elsewhere.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    # A bare pod takes every policy.
    for pod in manifests.pods():
        policy = pod.spec.get("restartPolicy") or "Always"
        kind = pod.resource.kind
        if pod.ends and policy == "Always":
            fault = "is Always" if pod.spec.get("restartPolicy") else "is left out, which means Always"
            message = f"restartPolicy {fault}; a {kind} takes Never or OnFailure"
        elif not pod.ends and kind != "Pod" and policy != "Always":
            message = f"restartPolicy is {policy}; a {kind} takes Always alone"
        else:
            continue
        where = pod.where("restartPolicy")
        if not manifests.is_refused(pod.resource, where.field):
            yield Finding(where, message)
