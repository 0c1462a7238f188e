"""A ResourceQuota has no room for a rollout, for a job, or for all pods that an autoscaler may make.

A rollout that takes no pod away before the new one is ready (`maxUnavailable` 0, and 25 % of three pods or fewer) needs
room for one pod more.

Why: the new pod is refused for ever, and the rollout never ends; a job does not run; an autoscaler stops below its most
on the day that needs it.
Fix: raise the quota, or ask for less.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.manifests.admitted import shown
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import surely_beside
from plainsail.manifests.quotas import Demand, always_needed, demands, hard
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import share

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_ROLLOUT = "raise the quota, ask for less, or let a rollout take a pod away first: `maxUnavailable: 1`, `maxSurge: 0`"
_AUTOSCALER = "raise the quota, ask for less, or lower `maxReplicas`"


def check(manifests: Manifests) -> Iterator[Finding]:
    for quota in manifests.of("ResourceQuota"):
        asking = [demand for demand in demands(manifests, quota) if surely_beside(demand.pod.resource, quota)]
        for name, most in hard(manifests, quota).items():
            needed, _ = always_needed(manifests, quota, asking, name)
            for demand in asking if needed <= most else ():
                yield from _of(demand, quota, name, most, needed)


def _of(demand: Demand, quota: Resource, name: str, most: Decimal, needed: Decimal) -> Iterator[Finding]:
    each = demand.each.get(name, Decimal(0))
    if not each or each > most:
        return
    if demand.pod.ends:
        yield from _of_job(demand, quota, name, most, needed)
        return

    others = needed - each * demand.fewest
    full = others + each * demand.most
    beside = f" ({shown(name, others)} of them elsewhere)" if others else ""
    allows = f"{quota.key} allows {shown(name, most)}"
    workload = demand.pod.resource
    strategy = workload.where("spec.strategy")
    causes = (Cause(workload.where()), Cause(quota.where("spec.hard", name)))

    if needed + each > most and _waits(demand, demand.fewest):
        message = f"{_pods(demand.fewest)} and a new one in a rollout need {name} {shown(name, needed + each)}{beside}"
        if demand.most > demand.fewest:
            message += f", {_pods(demand.most)} {shown(name, full)}"
        yield Finding(strategy, f"{message}; {allows}: no rollout ever ends", causes=causes, fix=_ROLLOUT)
    elif full > most:
        message = f"{_pods(demand.most)}, the autoscaler's most, need {name} {shown(name, full)}{beside}; {allows}"
        yield Finding(workload.where(), message, causes=causes, severity="warning", fix=_AUTOSCALER)
    elif full + each > most and _waits(demand, demand.most):
        message = f"{_pods(demand.most)} and a new one in a rollout need {name} {shown(name, full + each)}{beside}"
        message += f"; {allows}: such a rollout never ends"
        yield Finding(strategy, message, causes=causes, severity="warning", fix=_ROLLOUT)


def _of_job(demand: Demand, quota: Resource, name: str, most: Decimal, needed: Decimal) -> Iterator[Finding]:
    each = demand.each[name]
    where = demand.pod.where("containers")
    allows = f"{quota.key} allows {shown(name, most)}, of which {shown(name, needed)} are always in use"
    causes = (Cause(where), Cause(quota.where("spec.hard", name)))
    if demand.most and needed + each > most:
        yield Finding(where, f"its pod needs {name} {shown(name, each)}; {allows}: it never runs", causes=causes)
    elif needed + each * demand.most > most:
        message = (
            f"its {demand.most} pods need {name} {shown(name, each * demand.most)}; {allows}: some wait for others"
        )
        yield Finding(where, message, causes=causes, severity="info")


def _waits(demand: Demand, count: int) -> bool:
    """Whether a rollout takes no pod away before a new one is ready."""
    workload = demand.pod.resource
    strategy: dict[str, Any] = workload.spec.get("strategy", {})
    if not count or not workload.is_a("Deployment") or strategy.get("type") == "Recreate":
        return False
    rolling = strategy.get("rollingUpdate", {})
    return share(rolling.get("maxUnavailable", "25%"), count, up=False) == 0


def _pods(count: int) -> str:
    return "one pod" if count == 1 else f"{count} pods"
