"""What pods ask for when the API server has filled in what they do not say, and their sums as Kubernetes makes them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any

from constructs_lib.kubernetes.quantities import amount_of, in_bytes, in_cores
from plainsail.manifests.fields import mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container, Pod
from plainsail.manifests.resource import Resource

Amounts = Mapping[str, Decimal]
"""Amounts by resource: `{"cpu": Decimal("0.1")}`."""

BOUNDS = ("requests", "limits")
_OF_PODS = ("cpu", "memory")
"""What a pod may say for all its containers; hugepages, too."""


def limit_ranges(manifests: Manifests, of: Resource) -> list[Resource]:
    """The LimitRanges of an object's namespace, of those that say the same the first."""
    return _limit_ranges(manifests).get((of.environment, of.namespace), [])


@lru_cache(maxsize=2)
def _limit_ranges(manifests: Manifests) -> Mapping[tuple[str | None, str | None], list[Resource]]:
    distinct: dict[tuple[str | None, str | None], dict[str, Resource]] = defaultdict(dict)
    for limit_range in manifests.of("LimitRange"):
        said = json.dumps(limit_range.spec, sort_keys=True, default=str)
        distinct[limit_range.environment, limit_range.namespace].setdefault(said, limit_range)
    return {place: list(ranges.values()) for place, ranges in distinct.items()}


def limits_of(limit_range: Resource, kind: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The limits of a LimitRange that are about `Container`, `Pod` or `PersistentVolumeClaim`, with their index."""
    for index, limit in enumerate(mappings(limit_range.spec, "limits")):
        if text(limit, "type") == kind:
            yield index, limit


def amounts(value: Any, *keys: str) -> dict[str, Decimal]:
    """The quantities in a mapping."""
    read = {name: amount_of(quantity) for name, quantity in mapping(value, *keys).items()}
    return {name: amount for name, amount in read.items() if amount is not None}


def shown(resource: str, amount: Decimal) -> str:
    """An amount as people write it.

    >>> shown("limits.memory", Decimal(2**29)), shown("cpu", Decimal("0.35")), shown("pods", Decimal(3))
    ('512Mi', '350m', '3')
    """
    in_memory = any(word in resource for word in ("memory", "storage", "hugepages")) and "claims" not in resource
    return in_bytes(amount) if in_memory else in_cores(amount)


def asked(manifests: Manifests, container: Container, bound: str) -> Amounts:
    """The `requests` or `limits` of a container, those that the API server fills in included."""
    requests, limits = _defaults(manifests, container.resource)
    own = amounts(container.spec, "resources", "limits")
    if bound == "limits":
        return {**limits, **own}
    return {**requests, **own, **amounts(container.spec, "resources", "requests")}


def asked_by_pod(manifests: Manifests, pod: Pod, bound: str) -> Amounts:
    """What a pod asks for in all.

    Containers run beside each other; an init container runs before them, beside the sidecars that stand above it.
    What the pod says for all its containers wins.
    """
    total: dict[str, Decimal] = {}
    sidecars: dict[str, Decimal] = {}
    before: dict[str, Decimal] = {}
    for container in admitted_containers(pod):
        own = asked(manifests, container, bound)
        if container.list_name == "containers":
            total = _sum(total, own)
        elif container.is_init:
            before = _most(before, _sum(sidecars, own))
        else:
            total, sidecars = _sum(total, own), _sum(sidecars, own)
            before = _most(before, sidecars)
    whole = {
        name: amount
        for name, amount in amounts(pod.spec, "resources", bound).items()
        if name in _OF_PODS or name.startswith("hugepages-")
    }
    return _sum({**_most(total, before), **whole}, amounts(pod.spec, "overhead") if bound == "requests" else {})


def admitted_containers(pod: Pod) -> Iterator[Container]:
    """The containers that a pod is made with: ephemeral ones come later."""
    return (container for container in pod.containers if container.list_name != "ephemeralContainers")


def claims_of(pod: Pod) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The claims that are made for each pod, with their field: of a StatefulSet, and of volumes that live with it."""
    for index, template in enumerate(mappings(pod.resource.spec, "volumeClaimTemplates")):
        yield f"spec.volumeClaimTemplates[{index}].spec", mapping(template, "spec")
    for index, volume in enumerate(mappings(pod.spec, "volumes")):
        template = mapping(volume, "ephemeral", "volumeClaimTemplate", "spec")
        if template:
            yield f"{pod.field}.volumes[{index}].ephemeral.volumeClaimTemplate.spec", template


def best_effort(manifests: Manifests, pod: Pod) -> bool:
    """Whether a pod asks for neither CPU nor memory."""
    said = chain(
        *(amounts(pod.spec, "resources", bound).items() for bound in BOUNDS),
        *(asked(manifests, container, bound).items() for container in admitted_containers(pod) for bound in BOUNDS),
    )
    return not any(name in _OF_PODS and amount for name, amount in said)


def _defaults(manifests: Manifests, of: Resource) -> tuple[Amounts, Amounts]:
    return _defaults_by_place(manifests).get((of.environment, of.namespace), ({}, {}))


@lru_cache(maxsize=2)
def _defaults_by_place(manifests: Manifests) -> Mapping[tuple[str | None, str | None], tuple[Amounts, Amounts]]:
    """The requests and limits that LimitRanges fill in, by environment and namespace."""
    filled: dict[tuple[str | None, str | None], tuple[dict[str, Decimal], dict[str, Decimal]]] = {}
    for limit_range in manifests.of("LimitRange"):
        requests, limits = filled.setdefault((limit_range.environment, limit_range.namespace), ({}, {}))
        own_requests: dict[str, Decimal] = {}
        own_limits: dict[str, Decimal] = {}
        for _, limit in limits_of(limit_range, "Container"):
            default = {**amounts(limit, "max"), **amounts(limit, "default")}
            own_limits |= default
            own_requests |= {**amounts(limit, "min"), **default, **amounts(limit, "defaultRequest")}
        # Of two LimitRanges, the first that says a default has filled it in.
        for own, into in ((own_requests, requests), (own_limits, limits)):
            into |= {name: amount for name, amount in own.items() if name not in into}
    return filled


def _sum(one: Amounts, other: Amounts) -> dict[str, Decimal]:
    return {name: one.get(name, Decimal(0)) + other.get(name, Decimal(0)) for name in _names(one, other)}


def _most(one: Amounts, other: Amounts) -> dict[str, Decimal]:
    lists = (one, other)
    return {name: max(amounts[name] for amounts in lists if name in amounts) for name in _names(one, other)}


def _names(*lists: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(chain.from_iterable(lists))
