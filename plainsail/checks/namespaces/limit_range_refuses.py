"""A LimitRange refuses the pods or claims beside it.

Judged as the API server does: what a container does not say is filled in from `default`, `defaultRequest`, `max` and
`min` first; init containers and sidecars count as well.

Why: the API server refuses each pod; the workload's events say so, and nothing starts. A claim is refused at once.
Fix: bring `resources` within the bounds, or change the LimitRange.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.findings.severity import refused_if
from plainsail.location import Location
from plainsail.manifests.admitted import (
    Amounts,
    admitted_containers,
    amounts,
    asked,
    asked_by_pod,
    claims_of,
    limit_ranges,
    limits_of,
    shown,
)
from plainsail.manifests.fields import mapping
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import surely_beside
from plainsail.manifests.pods import Container, Pod
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_EACH = {"Container": "a container", "Pod": "a pod", "PersistentVolumeClaim": "a claim"}
_Fault = tuple[str, str, str]
"""`requests` or `limits`, the resource, and what is wrong."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for limit_range in limit_ranges(manifests, pod.resource):
            yield from _of_pod(manifests, pod, limit_range)
    for claim in manifests.of("PersistentVolumeClaim"):
        for limit_range in limit_ranges(manifests, claim):
            yield from _of_claim(claim, "spec", claim.spec, limit_range)


def _of_pod(manifests: Manifests, pod: Pod, limit_range: Resource) -> Iterator[Finding]:
    for index, limit in limits_of(limit_range, "Container"):
        for container in admitted_containers(pod):
            requests, limits = (asked(manifests, container, bound) for bound in ("requests", "limits"))
            for bound, resource, message in _faults(limit, requests, limits, "Container"):
                yield _finding(_where(container, bound, resource), limit_range, index, message, owner=pod.resource)
    for index, limit in limits_of(limit_range, "Pod"):
        requests, limits = (asked_by_pod(manifests, pod, bound) for bound in ("requests", "limits"))
        for _, _, message in _faults(limit, requests, limits, "Pod"):
            yield _finding(pod.where("containers"), limit_range, index, message, owner=pod.resource)
    for container in admitted_containers(pod):
        yield from _turned_around(manifests, container, limit_range)
    for field, claim in claims_of(pod):
        yield from _of_claim(pod.resource, field, claim, limit_range)


def _of_claim(owner: Resource, field: str, claim: Any, limit_range: Resource) -> Iterator[Finding]:
    for index, limit in limits_of(limit_range, "PersistentVolumeClaim"):
        requests = amounts(claim, "resources", "requests")
        for _, resource, message in _faults(limit, requests, {}, "PersistentVolumeClaim"):
            where = owner.where(f"{field}.resources.requests.{resource}")
            yield _finding(where, limit_range, index, message, owner=owner, whom="the claim")


def _turned_around(manifests: Manifests, container: Container, limit_range: Resource) -> Iterator[Finding]:
    """A limit that is filled in below the request that the container says."""
    said = mapping(container.spec, "resources", "limits")
    requests, limits = (asked(manifests, container, bound) for bound in ("requests", "limits"))
    for index, limit in limits_of(limit_range, "Container"):
        default = {**amounts(limit, "max"), **amounts(limit, "default")}
        for resource, request in amounts(container.spec, "resources", "requests").items():
            most = amounts(limit, "max").get(resource)
            filled = resource in default and resource not in said and limits[resource] == default[resource]
            if filled and request > limits[resource] and (most is None or request <= most):
                message = (
                    f"{resource} request {shown(resource, requests[resource])} is above the limit "
                    f"{shown(resource, limits[resource])} that is filled in"
                )
                where = _where(container, "requests", resource)
                yield _finding(where, limit_range, index, message, owner=container.resource)


def _faults(limit: dict[str, Any], requests: Amounts, limits: Amounts, kind: str) -> Iterator[_Fault]:
    """What one item of a LimitRange has against these amounts, one fault for each resource and bound."""
    each = _EACH[kind]
    for resource, least in amounts(limit, "min").items():
        said = [("requests", requests.get(resource)), ("limits", limits.get(resource))]
        if said[0][1] is None:
            yield "requests", resource, f"{each} needs {_a(resource)} request of {shown(resource, least)} at least"
        for bound, amount in said:
            if amount is not None and amount < least:
                yield bound, resource, f"{_said(kind, bound, resource, amount)} is below {shown(resource, least)}"
                break
    for resource, most in amounts(limit, "max").items():
        wanted = "requests" if kind == "PersistentVolumeClaim" else "limits"
        held = {"requests": requests, "limits": limits}
        if resource not in held[wanted]:
            yield wanted, resource, f"{each} needs {_a(resource)} {wanted[:-1]} of {shown(resource, most)} at most"
            continue
        for bound in ("limits", "requests"):
            amount = held[bound].get(resource)
            if amount is not None and amount > most:
                yield bound, resource, f"{_said(kind, bound, resource, amount)} is above {shown(resource, most)}"
                break
    for resource, ratio in amounts(limit, "maxLimitRequestRatio").items():
        yield from _ratio(resource, ratio, requests.get(resource), limits.get(resource), each)


def _ratio(resource: str, most: Decimal, request: Decimal | None, limit: Decimal | None, each: str) -> Iterator[_Fault]:
    if not request or not limit:
        missing = "requests" if not request else "limits"
        message = (
            f"{each} needs {_a(resource)} {missing[:-1]}, its limit at most {most.normalize():f} times its request"
        )
        yield missing, resource, message
    elif limit / request > most:
        message = (
            f"{resource} limit {shown(resource, limit)} is more than {most.normalize():f} times "
            f"the request {shown(resource, request)}"
        )
        yield "limits", resource, message


def _said(kind: str, bound: str, resource: str, amount: Decimal) -> str:
    whose = "the pod's " if kind == "Pod" else ""
    return f"{whose}{resource} {bound[:-1]} {shown(resource, amount)}"


def _a(resource: str) -> str:
    return f"{'an' if resource[:1] in 'aeiou' else 'a'} {resource}"


def _where(container: Container, bound: str, resource: str) -> Location:
    said = resource in mapping(container.spec, "resources", bound)
    return container.where("resources", bound, resource) if said else container.where("resources")


def _finding(
    where: Location, limit_range: Resource, index: int, message: str, *, owner: Resource, whom: str = "its pods"
) -> Finding:
    return Finding(
        where,
        f"{message}: {limit_range.key} refuses {whom}",
        causes=(Cause(where), Cause(limit_range.where(f"spec.limits[{index}]"))),
        severity=None if surely_beside(owner, limit_range) else "info",
        means=refused_if(owner, "Pod", "PersistentVolumeClaim"),
    )
