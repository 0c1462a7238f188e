"""What an environment asks of its cluster: pods, CPU and memory, at the least and at the most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from constructs_lib.kubernetes.quantities import amount_of, in_bytes, in_cores
from plainsail.manifests.fields import mapping, number
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container, pod_of
from plainsail.manifests.resource import Resource
from plainsail.plan.autoscaling import autoscaler_of

BOUNDS = ("requests", "limits")
RESOURCES = ("cpu", "memory")
_KEEP_RUNNING = ("Deployment", "StatefulSet")


@dataclass
class Amounts:
    """Sums over the workloads that keep running; each a least and a most."""

    pods: tuple[int, int] = (0, 0)
    sums: dict[tuple[str, str], tuple[Decimal, Decimal]] = field(default_factory=dict)
    """By bound and resource."""

    def lines(self) -> dict[str, str]:
        """Each sum in words, by its name.

        >>> Amounts((1, 3), {("requests", "cpu"): (Decimal("0.1"), Decimal("0.3"))}).lines()
        {'pods': '1 to 3', 'cpu requests': '100m to 300m'}
        """
        found = {"pods": _range(*map(str, self.pods))}
        for (bound, resource), amounts in self.sums.items():
            write = in_cores if resource == "cpu" else in_bytes
            found[f"{resource} {bound}"] = _range(*map(write, amounts))
        return found


def _range(least: str, most: str) -> str:
    return least if least == most else f"{least} to {most}"


def amounts_of(side: Manifests, environment: str) -> Amounts:
    """What all Deployments and StatefulSets of an environment ask for. DaemonSets and jobs are left out."""
    found = Amounts()
    for workload in side.of(*_KEEP_RUNNING):
        if workload.environment != environment:
            continue
        least, most = pods_of(side, workload)
        found.pods = (found.pods[0] + least, found.pods[1] + most)
        for bound in BOUNDS:
            for resource in RESOURCES:
                pod = pod_of(workload)
                each = of_pod(pod.containers if pod else (), bound, resource)
                if each:
                    low, high = found.sums.get((bound, resource), (Decimal(0), Decimal(0)))
                    found.sums[bound, resource] = (low + each * least, high + each * most)
    return found


def pods_of(side: Manifests, workload: Resource) -> tuple[int, int]:
    """The fewest and the most pods of a workload."""
    autoscaler = autoscaler_of(side, workload)
    if autoscaler is None:
        replicas = number(workload.document, "spec", "replicas", default=1)
        return replicas, replicas
    least = number(autoscaler.document, "spec", "minReplicas", default=1)
    return least, max(least, number(autoscaler.document, "spec", "maxReplicas", default=least))


def of_pod(found: Iterable[Container], bound: str, resource: str) -> Decimal:
    """What the scheduler counts for one pod: what runs side by side, or the greediest init container before that."""
    running, first = Decimal(0), Decimal(0)
    for container in found:  # init containers come first, sidecars among them
        amount = _amount(container, bound, resource)
        if container.is_init:
            first = max(first, running + amount)
        else:
            running += amount
    return max(running, first)


def _amount(container: Container, bound: str, resource: str) -> Decimal:
    said = mapping(container.spec, "resources", bound).get(resource)
    if said is None and bound == "requests":
        said = mapping(container.spec, "resources", "limits").get(resource)  # as the API server fills in
    amount = amount_of(said) if isinstance(said, str | int | float) and not isinstance(said, bool) else None
    return amount or Decimal(0)
