"""An environment asks for more, or less, of its cluster.

Why: nodes must be there for the most, and are paid for at the least.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import product

from constructs_lib.kubernetes.paths import begins
from constructs_lib.kubernetes.quantities import amount_of, in_bytes, in_cores
from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.location import Location
from plainsail.manifests.admitted import BOUNDS, asked_by_pod
from plainsail.manifests.fields import at, mappings, number
from plainsail.manifests.kinds import SCALED
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod, pod_of
from plainsail.manifests.resource import Resource
from plainsail.manifests.scaling import autoscalers_of, bounds_of
from plainsail.plan.changes import Comparison

SEVERITY: Severity = "info"

_FIELDS = (
    "spec.replicas",
    "spec.minReplicas",
    "spec.maxReplicas",
    "spec.minReplicaCount",
    "spec.maxReplicaCount",
    "spec.idleReplicaCount",
    "spec.template.spec.containers[*].resources",
    "spec.template.spec.initContainers[*].resources",
    "spec.template.spec.overhead",
    "spec.template.spec.resources",
    "spec.volumeClaimTemplates",
)
_Range = tuple[Decimal, Decimal]
"""The least and the most of something."""
_NOTHING: _Range = (Decimal(0), Decimal(0))


def find(comparison: Comparison) -> Iterator[Finding]:
    """Totals before and after, for each environment in which one of them differs."""
    for environment in comparison.environments:
        before, after = (totals(side, environment) for side in (comparison.before, comparison.after))
        changed = [
            f"{name} {before.get(name, 'none')} → {after.get(name, 'none')}"
            for name in dict.fromkeys((*before, *after))
            if before.get(name) != after.get(name)
        ]
        if changed:
            yield Finding(
                Location(path="", line=1, environment=environment),
                ", ".join(changed),
                causes=tuple(dict.fromkeys(_causes(comparison, environment))),
            )


def _causes(comparison: Comparison, environment: str) -> Iterator[Cause]:
    for change in (*comparison.of(*SCALED), *comparison.scalers()):
        if change.resource.environment == environment:
            fields = [leaf for leaf in change.leaves if any(begins(path, leaf.path) is not None for path in _FIELDS)]
            yield from change.causes(fields if change.action == "changed" else None)


def totals(side: Manifests, environment: str) -> dict[str, str]:
    """What all workloads of an environment that scale ask for, in words. DaemonSets and jobs are left out."""
    pods = _NOTHING
    sums: dict[str, _Range] = {}
    for workload in side.of(*SCALED):
        pod = pod_of(workload)
        if workload.environment != environment:
            continue
        count = pods_of(side, workload)
        pods = _added(pods, count, 1)
        asked = _of_pod(side, pod) if pod else ()
        for name, amount in (*asked, ("storage of claims", _storage(workload))):
            if amount:
                sums[name] = _added(sums.get(name, _NOTHING), count, amount)
    return {"pods": _words(pods, str)} | {
        name: _words(amounts, in_cores if name.startswith("cpu ") else in_bytes) for name, amounts in sums.items()
    }


def _of_pod(side: Manifests, pod: Pod) -> Iterator[tuple[str, Decimal]]:
    for bound, resource in product(BOUNDS, ("cpu", "memory")):
        yield f"{resource} {bound}", asked_by_pod(side, pod, bound).get(resource, Decimal(0))


def _storage(workload: Resource) -> Decimal:
    """What the claims of one pod of a StatefulSet ask for."""
    sizes = (
        amount_of(at(claim, "spec", "resources", "requests", "storage"))
        for claim in mappings(workload.spec, "volumeClaimTemplates")
    )
    return sum(filter(None, sizes), Decimal(0))


def _added(amounts: _Range, count: _Range, factor: Decimal | int) -> _Range:
    return amounts[0] + count[0] * factor, amounts[1] + count[1] * factor


def _words(amounts: _Range, write: Callable[[Decimal], str]) -> str:
    """`1 to 3`; `100m` where the least is the most."""
    return " to ".join(dict.fromkeys(map(write, amounts)))


def pods_of(side: Manifests, workload: Resource) -> _Range:
    """The fewest and the most pods of a workload."""
    autoscaler = next(autoscalers_of(side, workload), None)
    if autoscaler is None:
        replicas = Decimal(number(workload.spec, "replicas", default=1))
        return replicas, replicas
    bounds = bounds_of(autoscaler)
    return Decimal(bounds.fewest), Decimal(bounds.most)
