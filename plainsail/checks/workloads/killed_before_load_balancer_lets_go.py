"""Pods are killed while the load balancer still lets them finish requests.

Judged where an annotation states the deregistration delay (AWS). It must end before
`terminationGracePeriodSeconds`. Whether it also ends before SIGTERM (`preStop`) matters only to an app that does not
finish its requests on SIGTERM, and is information. So is the default of 300 s, where an Ingress of AWS' load balancer
leads to addresses of pods (`target-type: ip`) and states no delay: it shows in requests that last longer than the grace
period.

Why: at each rollout, requests that take long are cut, and the client gets a 502.
Fix: lower the delay that the annotation states, or raise `terminationGracePeriodSeconds` above it.
In settings: lower the delay (`ingress.alb.deregistration_delay_seconds`) or raise
`shutdown.termination_grace_period_seconds` above it.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.aws_load_balancer import ALB, annotation, is_alb
from plainsail.manifests.lifecycle import grace_period, pre_stop
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import deregistration_delay, ways_in

SEVERITY: Severity = "warning"

_DEFAULT = 300
"""Seconds that a target group takes where nobody says how many."""
_ATTRIBUTES = f"{ALB}target-group-attributes"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        grace = grace_period(pod)
        ways = list(ways_in(manifests, pod))
        wait = max((pre_stop(container) or 0 for container in pod.main_containers), default=0)
        for way_in in ways:
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
        if not any(map(deregistration_delay, ways)):
            yield from _by_default(ways, grace)


def _by_default(ways: list[Resource], grace: int) -> Iterator[Finding]:
    """Where nothing states the delay, AWS' target groups have one of their own."""
    on_services = any(annotation(way, "target-type") == "ip" for way in ways if way.is_a("Service"))
    for ingress in (way for way in ways if way.is_a("Ingress") and is_alb(way)):
        if grace < _DEFAULT and (on_services or annotation(ingress, "target-type") == "ip"):
            message = f"lets requests finish for {_DEFAULT} s, AWS' default, but the pod is killed after {grace} s"
            yield Finding(ingress.where("metadata.annotations", _ATTRIBUTES), message, severity="info")
