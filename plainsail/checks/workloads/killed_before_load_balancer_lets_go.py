"""Pods are killed while the load balancer still lets them finish requests.

Judged where an annotation states the deregistration delay (AWS). It must end before
`terminationGracePeriodSeconds`. Whether it also ends before SIGTERM (`preStop`) matters only to an app that does not
finish its requests on SIGTERM, and is information.

Why: at each rollout, requests that take long are cut, and the client gets a 502.
Fix: lower the delay that the annotation states, or raise `terminationGracePeriodSeconds` above it.
In settings: lower the delay (`ingress.alb.deregistration_delay_seconds`) or raise
`shutdown.termination_grace_period_seconds` above it.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.lifecycle import grace_period, pre_stop
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.selectors import deregistration_delay, ways_in

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        grace = grace_period(pod)
        wait = max((pre_stop(container) or 0 for container in pod.main_containers), default=0)
        for way_in in ways_in(manifests, pod):
            delay, field = deregistration_delay(way_in) or (0, "")
            if delay > grace:
                message = f"lets requests finish for {delay} s, but the pod is killed after {grace} s"
                severity: Severity | None = None
            elif delay > wait:
                message = f"lets requests finish for {delay} s, but SIGTERM comes after {wait:g} s"
                severity = "info"
            else:
                continue
            yield Finding(way_in.where(field), message, severity=severity)
