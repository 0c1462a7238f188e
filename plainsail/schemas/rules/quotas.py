"""What the API server refuses in LimitRange and ResourceQuota (`pkg/apis/core/validation`)."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from constructs_lib.kubernetes import names
from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.kubernetes.quantities import amount_of
from plainsail.schemas.rules.together import STATUS, Fields, Names, Place, Readings, Refusal, Together
from plainsail.schemas.rules.words import NOT_NEGATIVE, map_of

_QUALIFIED = re.compile(f"({names.SUBDOMAIN}/)?{names.QUALIFIED}", re.ASCII)
_OF_CONTAINERS = ("cpu", "memory", "ephemeral-storage")
_COUNTED = (
    *("pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps"),
    *("persistentvolumeclaims", "services.nodeports", "services.loadbalancers"),
)
_OF_QUOTAS = (
    *_OF_CONTAINERS,
    *(f"{way}.{name}" for way in ("requests", "limits") for name in _OF_CONTAINERS),
    "requests.storage",
    *_COUNTED,
)
_OF_CLAIMS = (*_OF_QUOTAS, "storage")
"""Names that a limit may have which is not one of containers."""
_PODS = frozenset({"pods", "cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"})
_SCOPES: Mapping[str, frozenset[str]] = {
    "Terminating": _PODS,
    "NotTerminating": _PODS,
    "BestEffort": frozenset({"pods"}),
    "NotBestEffort": _PODS,
    "PriorityClass": _PODS,
    "CrossNamespacePodAffinity": _PODS,
    "VolumeAttributesClass": frozenset({"persistentvolumeclaims", "requests.storage"}),
}
"""What a scope may be put on, of the resources that the API server knows."""
_EXISTS_ALONE = ("Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "CrossNamespacePodAffinity")
_OPPOSITES = (("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating"))

FIELDS: Fields = {
    "core.v1.ResourceQuotaSpec": {"hard": map_of({}, NOT_NEGATIVE)},
    "core.v1.ScopedResourceSelectorRequirement": {"operator": {"enum": ["In", "NotIn", "Exists", "DoesNotExist"]}},
}

NOT_REQUIRED: Names = {"core.v1.LimitRangeSpec": ("limits",)}
"""Fields that the published schema requires and the API server does not."""

READ_AS: Readings = {"core.v1.ResourceQuota": STATUS}
"""Fields whose value follows other rules than elsewhere."""


def _wrong_name(name: str, known: tuple[str, ...]) -> str | None:
    """What is wrong with the name of a resource; None where nothing is. Names with a domain are free."""
    if not _QUALIFIED.fullmatch(name):
        return f"'{name}' is no name of a resource"
    if "/" in name or name in known or name.startswith(("hugepages-", "requests.hugepages-")):
        return None
    return f"'{name}' is none of {', '.join(known)}, nor has it a domain{did_you_mean(name, known)}"


def _limits(spec: Any, _: Place) -> Iterator[Refusal]:
    seen = set()
    for index, limit in enumerate(spec.get("limits", ())):
        if (kind := limit["type"]) in seen:
            yield Refusal(("limits", index, "type"), f"{kind} is there twice; make it one limit")
        seen.add(kind)


_TYPES = ["Pod", "Container", "PersistentVolumeClaim"]
_FORMS = ("max", "min", "default", "defaultRequest", "maxLimitRequestRatio")
_Amounts = Mapping[str, Mapping[str, Decimal]]


def _limit(limit: Any, _: Place) -> Iterator[Refusal]:
    yield from _of_type(limit)
    of_containers = limit["type"] in ("Pod", "Container")
    for form in _FORMS:
        for name in limit.get(form, ()):
            if message := _wrong_name(name, _OF_CONTAINERS if of_containers else _OF_CLAIMS):
                yield Refusal((form, name), message)
            elif of_containers and name.startswith("requests."):
                yield Refusal((form, name), f"'{name}' is a name for quotas; a limit takes it without 'requests.'")
    amounts = _with_defaults(limit)
    for name in sorted({name for form in amounts.values() for name in form}):
        yield from _bounds(limit, amounts, name)


def _of_type(limit: Any) -> Iterator[Refusal]:
    kind = limit["type"]
    if kind not in _TYPES and not ("/" in kind and _QUALIFIED.fullmatch(kind)):
        yield Refusal(("type",), f"'{kind}' is none of {', '.join(_TYPES)}{did_you_mean(kind, _TYPES)}")
    if kind == "Pod":
        for form in ("default", "defaultRequest"):
            if limit.get(form):
                yield Refusal((form,), "belongs to a limit of type Container; pods have no default")
    elif kind == "PersistentVolumeClaim" and "storage" not in {**limit.get("min", {}), **limit.get("max", {})}:
        yield Refusal((), "needs storage in min or max")


def _with_defaults(limit: Any) -> dict[str, dict[str, Decimal]]:
    """The amounts, with those that the API server fills in."""
    amounts = {
        form: {name: amount for name, text in limit.get(form, {}).items() if (amount := amount_of(text)) is not None}
        for form in _FORMS
    }
    if limit["type"] == "Container":
        amounts["default"] = amounts["max"] | amounts["default"]
        amounts["defaultRequest"] = amounts["min"] | amounts["default"] | amounts["defaultRequest"]
    elif limit["type"] == "Pod":
        amounts["default"], amounts["defaultRequest"] = {}, {}
    return amounts


_RISING = (
    *(("min", "max"), ("min", "defaultRequest"), ("min", "default"), ("defaultRequest", "default")),
    *(("default", "max"), ("defaultRequest", "max")),
)


def _bounds(limit: Any, amounts: _Amounts, name: str) -> Iterator[Refusal]:
    least, most, ratio = (amounts[form].get(name) for form in ("min", "max", "maxLimitRequestRatio"))
    for lower, upper in _RISING:
        low, high = amounts[lower].get(name), amounts[upper].get(name)
        if low is not None and high is not None and low > high:
            where = lower if name in limit.get(lower, ()) else upper
            yield Refusal((where, name), f"{lower} {low:f} is above {upper} {high:f}")
            return  # the others follow from it
    if ratio is not None:
        if ratio < 1:
            yield Refusal(("maxLimitRequestRatio", name), "is below 1")
        elif least and most is not None and ratio > most / least:
            yield Refusal(("maxLimitRequestRatio", name), "is above what max and min leave")
    shared = "/" not in name or "kubernetes.io/" in name
    if not shared or name.startswith("hugepages-"):
        default, request = amounts["default"].get(name), amounts["defaultRequest"].get(name)
        if default is not None and request is not None and default != request:
            message = f"differs from default; {name} is not shared, so that a request and its limit are one"
            yield Refusal(("defaultRequest", name), message)


def _quota(spec: Any, _: Place) -> Iterator[Refusal]:
    hard = spec.get("hard", {})
    for name, text in hard.items():
        if message := _wrong_name(name, _OF_QUOTAS):
            yield Refusal(("hard", name), message)
        elif (amount := amount_of(text)) is not None and _is_counted(name) and amount % 1:
            yield Refusal(("hard", name), f"'{text}' is no whole number, which {name} are counted in", "quantity")
    if scopes := spec.get("scopes"):
        for index, scope in enumerate(scopes):
            yield from _scope(scope, ("scopes", index), hard)
        yield from _opposites(scopes, ("scopes",))
    expressions = spec.get("scopeSelector", {}).get("matchExpressions", ())
    path = ("scopeSelector", "matchExpressions")
    for index, expression in enumerate(expressions):
        yield from _scope(expression["scopeName"], (*path, index, "scopeName"), hard)
        yield from _expression(expression, (*path, index))
    yield from _opposites([expression["scopeName"] for expression in expressions], path)


def _is_counted(name: str) -> bool:
    """Whether an amount is a number of things: objects, or what a domain names."""
    return name in _COUNTED or ("/" in name and "kubernetes.io/" not in name and not name.startswith("requests."))


def _scope(scope: str, path: tuple[str | int, ...], hard: Mapping[str, Any]) -> Iterator[Refusal]:
    if scope not in _SCOPES:
        yield Refusal(path, f"'{scope}' is none of {', '.join(_SCOPES)}{did_you_mean(scope, [*_SCOPES])}")
        return
    known = (name for name in hard if name in _OF_QUOTAS or name.startswith(("hugepages-", "requests.hugepages-")))
    if outside := [name for name in known if name not in _SCOPES[scope]]:
        yield Refusal(path, f"{scope} takes {', '.join(sorted(_SCOPES[scope]))} alone, and no {outside[0]}")


def _expression(expression: Any, path: tuple[str | int, ...]) -> Iterator[Refusal]:
    scope, operator, values = expression["scopeName"], expression["operator"], expression.get("values")
    if scope in _EXISTS_ALONE and operator != "Exists":
        yield Refusal((*path, "operator"), f"{scope} takes Exists alone")
    if operator in ("In", "NotIn") and not values:
        yield Refusal((*path, "values"), f"is empty, which {operator} does not take")
    elif operator in ("Exists", "DoesNotExist") and values:
        yield Refusal((*path, "values"), f"{operator} takes no values")


def _opposites(scopes: list[str], path: tuple[str | int, ...]) -> Iterator[Refusal]:
    for pair in _OPPOSITES:
        if {*pair} <= {*scopes}:
            yield Refusal(path, f"holds {' and '.join(pair)}, which no pod is both of")


TOGETHER: Together = {
    "core.v1.LimitRangeItem": (_limit,),
    "core.v1.LimitRangeSpec": (_limits,),
    "core.v1.ResourceQuotaSpec": (_quota,),
}
