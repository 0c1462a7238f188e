"""What the API server refuses in the amounts that containers and pods request: names, whole numbers, limits.

After `validateResourceRequirements` in `k8s.io/kubernetes/pkg/apis/core/validation`.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from math import ceil
from typing import Any

from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.quantities import amount_of
from plainsail.schemas.problems import WORDS, quoted
from plainsail.schemas.rules.forms import misfit
from plainsail.schemas.rules.together import Place, Refusal
from plainsail.schemas.rules.words import DNS_LABEL, LABEL_KEY

_STANDARD = ("cpu", "memory", "ephemeral-storage")
_HUGE_PAGES = "hugepages-"
_OWN_DOMAIN = "kubernetes.io/"
_OF_PODS = ("cpu", "memory")
_PODS_SINCE = 34
"""Amounts of a whole pod, and claims of devices, are on by default from 1.34 on."""
_LONGEST = 63
_MOST = 2**63 - 1

Name = Callable[[str], str | None]


def of_container(container: Document, _: Place) -> Iterator[Refusal]:
    """What is wrong with a container's amounts, one by one; a request above its limit is the concern of a check."""
    resources = container.get("resources", {})
    yield from _amounts(resources, wrong_name)
    for name in resources.get("requests", {}):
        if not may_share(name) and name not in resources.get("limits", {}) and wrong_name(name) is None:
            message = f"{name} needs a limit that is the same: it cannot be shared"
            yield Refusal(("resources", "requests", name), message, "quantity")


def of_pod(spec: Document, place: Place) -> Iterator[Refusal]:
    """What is wrong with the amounts of a whole pod, with its overhead, and with the devices that containers claim."""
    if overhead := spec.get("overhead"):
        yield from _amounts({"limits": overhead}, wrong_name, "overhead")
    if place.minor < _PODS_SINCE:
        return
    yield from _claims(spec)
    if (resources := spec.get("resources")) is None:
        return
    if spec.get("os", {}).get("name") == "windows":
        yield Refusal(("resources",), "belong to the containers of a Windows pod")
        return
    if "claims" in resources:
        yield Refusal(("resources", "claims"), "belong to containers, not to the pod")
    yield from _amounts(resources, _wrong_name_of_pod)
    yield from _sums(spec, resources, place)


def wrong_name(name: str) -> str | None:
    """What is wrong with the name of a resource of a container; None where nothing is.

    >>> wrong_name("memry"), wrong_name("nvidia.com/gpu")
    ("memry is no resource of a container; did you mean 'memory'?", None)
    """
    if any(misfit(LABEL_KEY, name)):
        return f"{quoted(name)} {LABEL_KEY[WORDS].replace('label key', 'name of a resource', 1)}"
    if "/" not in name:
        known = name in _STANDARD or name.startswith(_HUGE_PAGES)
        return None if known else f"{name} is no resource of a container{did_you_mean(name, _STANDARD)}"
    if _OWN_DOMAIN in name:
        return None
    if name.startswith("requests.") or len(name.partition("/")[2]) > _LONGEST or len(name.partition("/")[0]) > 253 - 9:
        return f"{quoted(name)} is no name of an extended resource"
    return None


def _wrong_name_of_pod(name: str) -> str | None:
    if name in _OF_PODS or name.startswith(_HUGE_PAGES):
        return wrong_name(name)
    return f"{quoted(name)} is no resource of a whole pod: cpu, memory and hugepages-<size> are"


def may_share(name: str) -> bool:
    """Whether a limit may be above the request; of huge pages and devices it may not.

    >>> may_share("cpu"), may_share("hugepages-2Mi"), may_share("nvidia.com/gpu")
    (True, False, False)
    """
    return ("/" not in name or _OWN_DOMAIN in name) and not name.startswith(_HUGE_PAGES)


def _amounts(resources: Document, wrong: Name, field: str | None = None) -> Iterator[Refusal]:
    """What is wrong with limits and requests, each for itself."""
    names: set[str] = set()
    for bound in ("limits", "requests"):
        for name, written in resources.get(bound, {}).items():
            names.add(name)
            where = (field, name) if field else ("resources", bound, name)
            if message := wrong(name):
                yield Refusal(where, message, "quantity")
                continue
            if (amount := amount_of(written)) is None:
                continue
            if not may_share(name) and not name.startswith(_HUGE_PAGES) and _milli(amount) % 1000:
                yield Refusal(where, f"{quoted(written)} is no whole number, and {name} cannot be divided", "quantity")
            if name.startswith(_HUGE_PAGES) and (message := _wrong_pages(name, amount)):
                yield Refusal(where, message, "quantity")
    pages = next((name for name in sorted(names) if name.startswith(_HUGE_PAGES)), None)
    if pages and not names & {*_OF_PODS}:
        yield Refusal((field or "resources",), f"{pages} needs cpu or memory beside it", "quantity")


def _milli(amount: Decimal) -> int:
    """Thousandths, rounded up, as the API server counts; of what is too large for it, nobody asks."""
    return ceil(amount * 1000) if amount < _MOST else 0


def _wrong_pages(name: str, amount: Decimal) -> str | None:
    size = amount_of(name.removeprefix(_HUGE_PAGES))
    if size is None or size <= 0 or _milli(size) % 1000:
        return f"{name} names no size of pages, as hugepages-2Mi does"
    return f"is no multiple of {name.removeprefix(_HUGE_PAGES)}" if amount < _MOST and ceil(amount) % size else None


def _claims(spec: Document) -> Iterator[Refusal]:
    """Devices that containers claim, out of those of the pod."""
    known = {claim["name"] for claim in spec.get("resourceClaims", ())}
    for field in ("initContainers", "containers"):
        for index, container in enumerate(spec.get(field, ())):
            seen: set[str] = set()
            for number, claim in enumerate(container.get("resources", {}).get("claims", ())):
                where = (field, index, "resources", "claims", number)
                name, request = claim["name"], claim.get("request", "")
                key = f"{name}/{request}" if request else name
                again = name in seen or key in seen or (not request and any(k.startswith(f"{name}/") for k in seen))
                if not name:
                    yield Refusal((*where, "name"), "is empty")
                elif again:
                    yield Refusal(where, f"{key} is claimed twice")
                elif name not in known:
                    yield Refusal((*where, "name"), f"{quoted(name)} is none of the pod's resourceClaims{_all(known)}")
                if request:
                    yield from misfit(DNS_LABEL, request, *where, "request")
                seen.add(key)


def _all(names: set[str]) -> str:
    return f": {', '.join(sorted(names))}" if names else ", which has none"


def _sums(spec: Document, resources: Document, place: Place) -> Iterator[Refusal]:
    """The amounts of the containers against those of the pod."""
    limits, requests = resources.get("limits", {}), resources.get("requests", {})
    asked = _together(spec, "requests", place)
    if place.kind == "Pod" and limits:  # a pod's own requests are filled in from its containers, and from its limits
        filled = {name: f"{amount:f}" for name, amount in asked.items() if name in _OF_PODS}
        requests = {**limits, **filled, **requests}
    for name, written in requests.items():
        for message in _of_request(name, written, limits.get(name), asked.get(name, Decimal(0))):
            yield Refusal(("resources", "requests", name), message, "quantity")
    for name, amount in _together(spec, "limits", place).items():
        most = amount_of(limits.get(name))
        if name.startswith(_HUGE_PAGES) and most is not None and amount > most:
            message = f"{limits[name]} is less than the limits of its containers together: {amount:f}"
            yield Refusal(("resources", "limits", name), message, "quantity")
    for index, container in enumerate(spec["containers"]):
        for name, written in container.get("resources", {}).get("limits", {}).items():
            own, most = amount_of(written), amount_of(limits.get(name))
            if own is not None and most is not None and own > most:
                message = f"{written} is above the pod's limit of {limits[name]}"
                yield Refusal(("containers", index, "resources", "limits", name), message, "quantity")


def _of_request(name: str, written: Any, limit: Any, asked: Decimal) -> Iterator[str]:
    """What is wrong with one request of a pod, beside its limit and what its containers ask for together."""
    own, most = amount_of(written), amount_of(limit)
    if own is None:
        return
    if most is not None and own > most:
        yield f"{written} is above the pod's limit of {limit}"
    elif not may_share(name) and own != most:
        yield f"{name} needs a limit that is the same" if most is None else f"{written} must be its limit, {limit}"
    if asked > own:
        yield f"{written} is less than its containers request together: {asked:f}"


def _together(spec: Document, bound: str, place: Place) -> dict[str, Decimal]:
    """What the containers of a pod need at once, as the scheduler counts: sidecars run on while others start."""
    total: dict[str, Decimal] = {}
    sidecars: dict[str, Decimal] = {}
    starting: dict[str, Decimal] = {}
    for container in spec["containers"]:
        _add(total, _of(container, bound, place))
    for container in spec.get("initContainers", ()):
        need = dict(sidecars)
        _add(need, _of(container, bound, place))
        if container.get("restartPolicy") == "Always":
            _add(total, _of(container, bound, place))
            sidecars = need
        _raise(starting, need)
    _raise(total, starting)
    return total


def _of(container: Document, bound: str, place: Place) -> dict[str, Decimal]:
    resources: Mapping[str, Any] = container.get("resources", {})
    written = resources.get(bound, {})
    if bound == "requests" and place.kind == "Pod":
        written = {**resources.get("limits", {}), **written}
    return {name: amount for name, text in written.items() if (amount := amount_of(text)) is not None}


def _add(total: dict[str, Decimal], amounts: dict[str, Decimal]) -> None:
    for name, amount in amounts.items():
        total[name] = total.get(name, Decimal(0)) + amount


def _raise(most: dict[str, Decimal], amounts: dict[str, Decimal]) -> None:
    for name, amount in amounts.items():
        most[name] = max(most.get(name, Decimal(0)), amount)
