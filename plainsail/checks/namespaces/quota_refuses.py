"""A ResourceQuota refuses a pod, a claim or an object beside it.

Counted is what stands in the manifests, at its fewest: an autoscaler's least, no job. What a LimitRange fills in is
filled in first. A quota that counts CPU or memory asks every container to say it.

Why: the API server refuses what is above the quota; pods that are missing are told in the events of their workload.
Fix: raise the quota, or ask for less.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.findings.severity import refused_if
from plainsail.manifests.admitted import admitted_containers, asked, shown
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import surely_beside
from plainsail.manifests.quotas import Demand, always_needed, claims, counts, demands, hard, objects
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_REQUIRED = {
    **{name: ("requests", name) for name in ("cpu", "memory")},
    **{f"{bound}.{name}": (bound, name) for bound in ("requests", "limits") for name in ("cpu", "memory")},
}
"""What each container must say where a quota counts it; of other resources nothing must be said."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for quota in manifests.of("ResourceQuota"):
        asking = list(demands(manifests, quota))
        yield from _missing(manifests, quota, asking)
        for name, most in hard(manifests, quota).items():
            alone = list(_alone(manifests, quota, asking, name, most))
            yield from alone or _all(manifests, quota, asking, name, most)
        yield from _objects(manifests, quota)


def _missing(manifests: Manifests, quota: Resource, asking: Sequence[Demand]) -> Iterator[Finding]:
    """Containers that do not say what the quota counts; a pod that says it for all of them is let alone."""
    wanted = [name for name in hard(manifests, quota) if name in _REQUIRED]
    for demand in asking:
        pod = demand.pod
        if pod.spec.get("resources") or not wanted or not counts(manifests, quota, pod):
            continue
        for container in admitted_containers(pod):
            said = {bound: asked(manifests, container, bound) for bound in ("requests", "limits")}
            lacks = [name for name in wanted if _REQUIRED[name][1] not in said[_REQUIRED[name][0]]]
            if lacks:
                where = container.where("resources")
                yield Finding(
                    where,
                    f"says no {' and no '.join(map(_words, lacks))}, which {quota.key} counts: "
                    "the API server refuses its pods",
                    causes=(Cause(where), Cause(quota.where("spec.hard"))),
                    fix=f"set {' and '.join(map(_field, lacks))}, or let a LimitRange fill it in",
                    severity=None if surely_beside(pod.resource, quota) else "info",
                    means=refused_if(pod.resource, "Pod", "PersistentVolumeClaim"),
                )


def _alone(
    manifests: Manifests, quota: Resource, asking: Sequence[Demand], name: str, most: Decimal
) -> Iterator[Finding]:
    """What is above the quota by itself."""
    for demand in asking:
        needed = demand.each.get(name, Decimal(0))
        if needed and needed > most:
            where = demand.pod.where("containers")
            yield Finding(
                where,
                f"one pod needs {name} {shown(name, needed)}, and {quota.key} allows {shown(name, most)}: none starts",
                causes=(Cause(where), Cause(quota.where("spec.hard", name))),
                severity=None if surely_beside(demand.pod.resource, quota) else "info",
                means=refused_if(demand.pod.resource, "Pod", "PersistentVolumeClaim"),
            )
    for claim, takes in claims(manifests, quota):
        if takes.get(name, Decimal(0)) > most:
            where = claim.where("spec.resources.requests.storage")
            yield Finding(
                where,
                f"needs {name} {shown(name, takes[name])}, and {quota.key} allows {shown(name, most)}",
                causes=(Cause(where), Cause(quota.where("spec.hard", name))),
                severity=None if surely_beside(claim, quota) else "info",
                means=refused_if(claim, "Pod", "PersistentVolumeClaim"),
            )


def _all(
    manifests: Manifests, quota: Resource, asking: Sequence[Demand], name: str, most: Decimal
) -> Iterator[Finding]:
    """What is above the quota in all."""
    needed, owners = always_needed(manifests, quota, asking, name)
    if owners and needed > most:
        yield Finding(
            quota.where("spec.hard", name),
            f"allows {shown(name, most)}, and {_need(owners)} {shown(name, needed)} in all: some is refused",
            causes=(Cause(quota.where("spec.hard", name)), *(Cause(owner.where()) for owner in owners)),
        )


def _objects(manifests: Manifests, quota: Resource) -> Iterator[Finding]:
    """Kinds of which there are more objects than the quota allows."""
    now, later = objects(manifests, quota)
    for name, most in hard(manifests, quota).items():
        where = quota.where("spec.hard", name)
        if now.get(name) and now[name] > most:
            yield Finding(where, f"allows {shown(name, most)}, and {now[name]} are needed: the last ones are refused")
        elif later.get(name) and later[name] > most:
            yield Finding(
                where,
                f"allows {shown(name, most)}, and with the old ones that are kept there will be {later[name]}: "
                "then new ones are refused",
                severity="warning",
            )


def _words(name: str) -> str:
    bound, resource = _REQUIRED[name]
    return f"{resource} {bound[:-1]}"


def _field(name: str) -> str:
    return "`resources.{}.{}`".format(*_REQUIRED[name])


def _need(owners: Sequence[Resource]) -> str:
    names = [str(owner.key) for owner in owners[:2]]
    if len(owners) > len(names):
        return f"{', '.join(names)} and {len(owners) - len(names)} more need"
    return f"{names[0]} needs" if len(names) == 1 else f"{' and '.join(names)} need"
