"""How many pods a workload has, and what an autoscaler follows."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from constructs_lib.kubernetes.quantities import amount_of
from plainsail.manifests.fields import digits, mappings, number, text
from plainsail.manifests.kinds import SCALED
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container, Pod, pod_of
from plainsail.manifests.resource import Resource


@dataclass(frozen=True)
class Target:
    """A share of the request that an autoscaler brings its pods back to."""

    resource: str
    """`cpu`, `memory`."""
    percent: int
    container: str | None
    """The one container that counts; None for all of the pod."""
    field: str
    """Where it stands in the autoscaler."""


def targets(autoscaler: Resource) -> Iterator[Target]:
    """The utilisation targets, of autoscaling/v1 and v2, and of KEDA."""
    if autoscaler.kind == "ScaledObject":
        yield from _of_triggers(autoscaler)
        return
    percent = autoscaler.spec.get("targetCPUUtilizationPercentage")
    if percent is not None:
        yield Target("cpu", percent, None, "spec.targetCPUUtilizationPercentage")
    for index, metric in enumerate(autoscaler.spec.get("metrics", [])):
        for source in ("resource", "containerResource"):
            followed = metric.get(source)
            percent = followed and followed["target"].get("averageUtilization")
            if percent is not None:
                field = f"spec.metrics[{index}].{source}.target.averageUtilization"
                yield Target(followed["name"], percent, followed.get("container"), field)


def _of_triggers(scaled: Resource) -> Iterator[Target]:
    """KEDA knows shares of CPU and memory, and says the type in the metadata where it is an old one."""
    for index, trigger in enumerate(mappings(scaled.spec, "triggers")):
        kind = text(trigger, "metricType") or text(trigger, "metadata", "type")
        percent = digits(text(trigger, "metadata", "value"))
        if text(trigger, "type") in ("cpu", "memory") and kind == "Utilization" and percent:
            container = text(trigger, "metadata", "containerName") or None
            yield Target(trigger["type"], percent, container, f"spec.triggers[{index}].metadata.value")


def target_of(autoscaler: Resource) -> tuple[str, str]:
    """Kind and name of what an autoscaler scales; KEDA means a Deployment where no kind is said."""
    kind, name = (text(autoscaler.spec, "scaleTargetRef", field) for field in ("kind", "name"))
    return kind or "Deployment", name


def scaled_by(manifests: Manifests, autoscaler: Resource) -> Resource | None:
    """The workload that an autoscaler scales, where it is among the manifests."""
    kind, name = target_of(autoscaler)
    workload = manifests.sibling(autoscaler, kind, name) if kind in SCALED else None
    return workload if workload and manifests.is_sound(workload) else None


def autoscalers_of(manifests: Manifests, workload: Resource) -> Iterator[Resource]:
    """The autoscalers that scale a workload: one, unless somebody erred."""
    yield from _autoscalers(manifests).get(workload, ())


@lru_cache(maxsize=2)
def _autoscalers(manifests: Manifests) -> Mapping[Resource, Sequence[Resource]]:
    """Autoscalers by the workload that they scale."""
    found: dict[Resource, list[Resource]] = defaultdict(list)
    for autoscaler in autoscalers(manifests):
        workload = scaled_by(manifests, autoscaler)
        if workload is not None:
            found[workload].append(autoscaler)
    return found


def autoscalers(manifests: Manifests) -> Iterator[Resource]:
    """What scales workloads by their load: a ScaledObject as well, of which KEDA makes a HorizontalPodAutoscaler."""
    yield from manifests.of("HorizontalPodAutoscaler")
    yield from custom(manifests, "ScaledObject")


_CUSTOM = {"ScaledObject": "keda.sh", "VerticalPodAutoscaler": "autoscaling.k8s.io"}


def custom(manifests: Manifests, kind: str) -> Iterator[Resource]:
    """Autoscalers of a kind that an operator brings along; nothing proves their shape."""
    return manifests.custom(_CUSTOM[kind], kind)


@dataclass(frozen=True)
class Bounds:
    """How few and how many pods an autoscaler may run, and where it says so."""

    fewest: int
    """KEDA may leave none where there is nothing to do."""
    least: int
    """The fewest while there is something to do."""
    most: int
    least_field: str
    most_field: str


def bounds_of(autoscaler: Resource) -> Bounds:
    """The bounds of an autoscaler; where it says none, those that it then has."""
    if autoscaler.kind != "ScaledObject":
        least = number(autoscaler.spec, "minReplicas", default=1)
        most = max(least, number(autoscaler.spec, "maxReplicas", default=least))
        return Bounds(least, least, most, "spec.minReplicas", "spec.maxReplicas")
    least = number(autoscaler.spec, "minReplicaCount", default=0)
    idle = number(autoscaler.spec, "idleReplicaCount", default=least)
    most = max(least, number(autoscaler.spec, "maxReplicaCount", default=MOST_OF_KEDA))
    return Bounds(min(idle, least), max(least, 1), most, "spec.minReplicaCount", "spec.maxReplicaCount")


MOST_OF_KEDA = 100


def fewest_pods(manifests: Manifests, workload: Resource) -> int:
    """How many pods a workload has when nothing is going on: the autoscaler's least, or `replicas`, or 1."""
    return _fewest(manifests, workload, "fewest")


def fewest_at_work(manifests: Manifests, workload: Resource) -> int:
    """How few pods a workload has while there is something to do: KEDA may leave none where there is not."""
    return _fewest(manifests, workload, "least")


def _fewest(manifests: Manifests, workload: Resource, bound: Literal["fewest", "least"]) -> int:
    replicas = number(workload.spec, "replicas", default=1)
    scalers = list(autoscalers_of(manifests, workload))
    # A HorizontalPodAutoscaler scales nothing up from 0, KEDA does.
    awake = [scaler for scaler in scalers if replicas or scaler.kind == "ScaledObject"]
    return min((getattr(bounds_of(scaler), bound) for scaler in awake), default=replicas)


def scaled_pod(manifests: Manifests, autoscaler: Resource) -> Pod | None:
    """The pod of the workload that an autoscaler scales."""
    workload = scaled_by(manifests, autoscaler)
    return pod_of(workload) if workload else None


def counted(pod: Pod, target: Target) -> list[Container]:
    """The containers whose requests a target is a share of: sidecars count, init containers that end do not."""
    return [
        container
        for container in pod.containers
        if not container.is_init
        and container.list_name != "ephemeralContainers"
        and target.container in (None, container.name)
    ]


_amount = lru_cache(1024)(amount_of)
"""Containers of a fleet ask for much the same."""


def requested(container: Container, resource: str) -> Decimal | None:
    """What a container requests: where it says nothing, its limit, as the API server fills in."""
    return bound_of(container, "requests", resource)


def bound_of(container: Container, bound: str, resource: str) -> Decimal | None:
    """What a container requests, or its limit, as a number."""
    amount = _amount(container.amount(bound, resource))
    return bound_of(container, "limits", resource) if amount is None and bound == "requests" else amount


def total(pod: Pod, target: Target, bound: str) -> Decimal | None:
    """The sum of `requests` or `limits` that a target looks at; None where a container says none.

    What the pod says for all its containers wins, unless the target is about one of them.
    """
    whole = pod.spec.get("resources", {}).get(bound, {}).get(target.resource)
    if whole is not None and target.container is None:
        return amount_of(whole)
    amounts = [bound_of(container, bound, target.resource) for container in counted(pod, target)]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def share(value: Any, of: int, *, up: bool) -> int:
    """Pods that a number or a percentage stands for; 0 for what is neither.

    >>> share("25%", 3, up=True), share("25%", 3, up=False), share(2, 3, up=True), share("x", 3, up=True)
    (1, 0, 2, 0)
    """
    if isinstance(value, int):
        return value
    part = Decimal(digits(str(value).removesuffix("%")) or 0) * of / 100
    return math.ceil(part) if up else math.floor(part)
