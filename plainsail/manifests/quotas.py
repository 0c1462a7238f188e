"""What a ResourceQuota counts in its namespace, as the API server counts it, as far as the manifests tell.

Never less is needed than what is found here: pods and objects that others bring count as well.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from plainsail.manifests.admitted import Amounts, amounts, asked_by_pod, best_effort, claims_of
from plainsail.manifests.external_secrets import made_secret
from plainsail.manifests.fields import mapping, mappings, number, text
from plainsail.manifests.kinds import SCALED
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import surely_beside
from plainsail.manifests.pods import Pod
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import autoscalers_of, bounds_of, fewest_pods

_Place = tuple[str | None, str | None]
_BARE = ("cpu", "memory", "ephemeral-storage")
"""Names of requests that a quota may write without `requests.`."""
_OF_PODS = re.compile(
    r"(?:(?:requests|limits)\.)?(?:cpu|memory|ephemeral-storage)|(?:count/)?pods|(?:requests\.)?hugepages-.*"
)
_BY_CLASS = ".storageclass.storage.k8s.io/"
_HOOKS = ("argocd.argoproj.io/hook", "helm.sh/hook")


@dataclass(frozen=True, eq=False)
class Demand:
    """What the pods of one workload take from a quota."""

    pod: Pod
    each: Amounts
    """By the quota's names, for one pod."""
    fewest: int
    """How many there are always; 0 for those of jobs, which come and go."""
    most: int
    """How many an autoscaler may make of them."""


def hard(manifests: Manifests, quota: Resource) -> Amounts:
    """What a quota allows, by name, as far as no other quota of the same pods allows less."""
    return _strictest(manifests).get(quota, {})


@lru_cache(maxsize=2)
def _strictest(manifests: Manifests) -> Mapping[Resource, Amounts]:
    """For each quota the amounts in which it is the strictest of its namespace."""
    least: dict[tuple[_Place, str, str], tuple[Resource, Decimal]] = {}
    for quota in manifests.of("ResourceQuota"):
        for name, amount in amounts(quota.spec, "hard").items():
            key = ((quota.environment, quota.namespace), json.dumps(_scopes(quota)), name)
            if key not in least or amount < least[key][1]:
                least[key] = (quota, amount)
    strictest: dict[Resource, dict[str, Decimal]] = defaultdict(dict)
    for (_, _, name), (quota, amount) in least.items():
        strictest[quota][name] = amount
    return strictest


def demands(manifests: Manifests, quota: Resource) -> Iterator[Demand]:
    """The demands of the pods in a quota's namespace that its scopes count."""
    if not hard(manifests, quota):
        return
    scoped = bool(_scopes(quota))
    for pod, used, claimed in _used(manifests).get((quota.environment, quota.namespace), ()):
        counted = {**used} if _counts(manifests, quota, pod) else {}
        if not scoped:
            counted |= claimed
        if counted:
            yield Demand(pod, counted, *_numbers(manifests, pod))


def counts(manifests: Manifests, quota: Resource, pod: Pod) -> bool:
    """Whether a quota counts a pod, by its scopes and by what it limits."""
    return any(_of_pods(name) for name in hard(manifests, quota)) and _counts(manifests, quota, pod)


def objects(manifests: Manifests, quota: Resource) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How many objects there are by the quota's names, and how many controllers will keep beside them one day.

    Pods, and claims that are made for pods, are not among them.
    """
    now: Counter[str] = Counter()
    later: Counter[str] = Counter()
    if _scopes(quota) or not hard(manifests, quota):
        return now, later
    secrets: set[str] = set()
    for resource in _by_place(manifests).get((quota.environment, quota.namespace), ()):
        if not surely_beside(resource, quota) or any(hook in resource.annotations for hook in _HOOKS):
            continue
        if resource.is_a("Secret"):
            secrets.add(resource.name)
        elif resource.is_a("ExternalSecret"):
            secrets |= set(filter(None, [made_secret(resource)]))
        if not resource.is_a("PersistentVolumeClaim", "Pod", "Secret"):
            now.update(_names(resource))
        kept = _kept(resource)
        for name, (own, old) in kept.items():
            now[name] += own
            later[name] += own + old
    for names, own in ((("secrets", "count/secrets"), len(secrets)), (("configmaps", "count/configmaps"), 1)):
        # Every namespace has the ConfigMap kube-root-ca.crt.
        now.update(dict.fromkeys(names, own))
    return now, later


def claims(manifests: Manifests, quota: Resource) -> Iterator[tuple[Resource, Amounts]]:
    """The rendered PersistentVolumeClaims of a quota's namespace, and what each takes from it."""
    if not _scopes(quota):
        for claim in manifests.siblings(quota, "PersistentVolumeClaim"):
            yield claim, _claimed([claim.spec])


def _used_by(manifests: Manifests, pod: Pod) -> Amounts:
    one = Decimal(1)
    used: dict[str, Decimal] = {"pods": one, "count/pods": one}
    for name, amount in asked_by_pod(manifests, pod, "requests").items():
        used[f"requests.{name}"] = amount
        if name in _BARE or name.startswith("hugepages-"):
            used[name] = amount
    for name, amount in asked_by_pod(manifests, pod, "limits").items():
        if name in _BARE:
            used[f"limits.{name}"] = amount
    return used


def _claimed(specs: Iterable[Mapping[str, Any]]) -> Amounts:
    used: dict[str, Decimal] = defaultdict(Decimal)
    for spec in specs:
        storage = amounts(spec, "resources", "requests").get("storage", Decimal(0))
        kind = text(spec, "storageClassName")
        for prefix in ("", *([f"{kind}{_BY_CLASS}"] if kind else ())):
            used[f"{prefix}persistentvolumeclaims"] += 1
            used[f"{prefix}requests.storage"] += storage
        used["count/persistentvolumeclaims"] += 1
    return used


@lru_cache(maxsize=2)
def _used(manifests: Manifests) -> Mapping[_Place, Sequence[tuple[Pod, Amounts, Amounts]]]:
    """What each pod uses, itself and by its claims, by the place where it lives."""
    quotas = {(quota.environment, quota.namespace) for quota in manifests.of("ResourceQuota")}
    used: dict[_Place, list[tuple[Pod, Amounts, Amounts]]] = defaultdict(list)
    for pod in manifests.pods():
        place = (pod.resource.environment, pod.resource.namespace)
        if place in quotas:
            claimed = _claimed(claim for _, claim in claims_of(pod))
            used[place].append((pod, _used_by(manifests, pod), claimed))
    return used


@lru_cache(maxsize=2)
def _by_place(manifests: Manifests) -> Mapping[_Place, Sequence[Resource]]:
    places: dict[_Place, list[Resource]] = defaultdict(list)
    for resource in (*manifests.resources, *manifests.unsound):
        places[resource.environment, resource.namespace].append(resource)
    return places


def _numbers(manifests: Manifests, pod: Pod) -> tuple[int, int]:
    workload = pod.resource
    if workload.is_a(*SCALED):
        fewest = fewest_pods(manifests, workload)
        switched_off = workload.spec.get("replicas") == 0
        most = [bounds_of(scaler).most for scaler in autoscalers_of(manifests, workload)] if not switched_off else []
        return fewest, max([fewest, *most])
    if pod.ends:
        job = mapping(workload.spec, "jobTemplate", "spec") if workload.is_a("CronJob") else workload.spec
        stopped = workload.spec.get("suspend") or job.get("suspend")
        return 0, 0 if stopped else number(job, "parallelism", default=1)
    if workload.is_a("DaemonSet") and (pod.spec.get("nodeSelector") or pod.spec.get("affinity")):
        return 0, 0  # perhaps there is no such node
    return 1, 1


def _of_pods(name: str) -> bool:
    """Whether a name in `hard` is about pods."""
    return _OF_PODS.fullmatch(name) is not None or (name.startswith("requests.") and "/" in name)


def _counts(manifests: Manifests, quota: Resource, pod: Pod) -> bool:
    return all(_in_scope(manifests, pod, *scope) for scope in _scopes(quota))


def _scopes(quota: Resource) -> list[tuple[str, str, list[str]]]:
    """Each scope with its operator and values."""
    plain = [(str(scope), "Exists", list[str]()) for scope in quota.spec.get("scopes", [])]
    return plain + [
        (text(scope, "scopeName"), text(scope, "operator"), scope.get("values", []))
        for scope in mappings(quota.spec, "scopeSelector", "matchExpressions")
    ]


def _in_scope(manifests: Manifests, pod: Pod, scope: str, operator: str, values: list[str]) -> bool:
    match scope:
        case "Terminating":
            return "activeDeadlineSeconds" in pod.spec
        case "NotTerminating":
            return "activeDeadlineSeconds" not in pod.spec
        case "BestEffort":
            return best_effort(manifests, pod)
        case "NotBestEffort":
            return not best_effort(manifests, pod)
        case "PriorityClass":
            name = text(pod.spec, "priorityClassName") or _default_class(manifests).get(pod.resource.environment, "")
            inside = {"In": name in values, "NotIn": name not in values, "Exists": bool(name)}
            return inside.get(operator, not name)
    return False  # pods that are chosen by where their affinity looks: never counted, rather than counted wrongly


@lru_cache(maxsize=2)
def _default_class(manifests: Manifests) -> Mapping[str | None, str]:
    """The class of pods that name none, by environment."""
    return {
        resource.environment: resource.name
        for resource in manifests.of("PriorityClass")
        if resource.document.get("globalDefault")
    }


def _names(resource: Resource) -> list[str]:
    """The names under which a quota counts an object."""
    kind = resource.kind.lower()
    plural = f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}es" if kind.endswith("s") else f"{kind}s"
    group = resource.key.group
    names = [f"count/{plural}.{group}" if group else f"count/{plural}"]
    if resource.is_a("ConfigMap", "ReplicationController", "ResourceQuota", "Service"):
        names.append(plural)
    if resource.is_a("Service"):
        ports = mappings(resource.spec, "ports")
        outside = text(resource.spec, "type")
        if outside == "LoadBalancer":
            names.append("services.loadbalancers")
        if outside in ("LoadBalancer", "NodePort"):
            allocated = resource.spec.get("allocateLoadBalancerNodePorts", True) or outside == "NodePort"
            names += ["services.nodeports" for port in ports if allocated or port.get("nodePort")]
    return names


def _kept(resource: Resource) -> dict[str, tuple[int, int]]:
    """Objects that a controller makes of one: how many there are at once, and how many old ones it keeps."""
    if resource.is_a("Deployment"):
        return {"count/replicasets.apps": (1, number(resource.spec, "revisionHistoryLimit", default=10))}
    if resource.is_a("CronJob") and not resource.spec.get("suspend"):
        kept = [
            number(resource.spec, f"{end}JobsHistoryLimit", default=least)
            for end, least in (("successful", 3), ("failed", 1))
        ]
        return {"count/jobs.batch": (1, sum(kept))}
    return {}


def always_needed(
    manifests: Manifests, quota: Resource, asking: Sequence[Demand], name: str
) -> tuple[Decimal, list[Resource]]:
    """How much of one thing is in use when nothing is going on, and by whom."""
    used = [(demand.pod.resource, demand.each.get(name, Decimal(0)) * demand.fewest) for demand in asking]
    used += [(claim, takes.get(name, Decimal(0))) for claim, takes in claims(manifests, quota)]
    sure = [(owner, amount) for owner, amount in used if amount and surely_beside(owner, quota)]
    return sum((amount for _, amount in sure), Decimal(0)), [owner for owner, _ in sure]
