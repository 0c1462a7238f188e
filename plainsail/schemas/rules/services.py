"""What the API server refuses in Services (`pkg/apis/core/validation`, `pkg/registry/core/service`).

That no two ports have one name or one number is a check of its own. Which addresses, families and node ports a cluster
has is not known here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from constructs_lib.kubernetes.addresses import address_of, network_of, no_endpoint
from constructs_lib.kubernetes.names import SUBDOMAIN
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.qualified import QUALIFIED_NAME
from plainsail.schemas.rules.together import STATUS, Fields, Names, Place, Readings, Refusal, Together
from plainsail.schemas.rules.words import DNS_LABEL, LABELS, PORT_NAME, PORT_NUMBER, PROTOCOL, one_of, or_empty, port

_SUBDOMAIN = re.compile(SUBDOMAIN, re.ASCII)
_OUTSIDE = ("NodePort", "LoadBalancer")
_LONGEST_AFFINITY = 86400


def _distribution(minor: int) -> Schema:
    if minor < 31:  # dropped unread, unless a feature gate is open
        return {}
    return {"enum": ["PreferClose"] if minor < 34 else ["PreferClose", "PreferSameZone", "PreferSameNode"]}


FIELDS: Fields = {
    "core.v1.ServicePort": {
        "appProtocol": QUALIFIED_NAME,
        "name": or_empty(DNS_LABEL),
        "protocol": PROTOCOL,
        "targetPort": {"allOf": [port(0), or_empty(PORT_NAME)]},
        **PORT_NUMBER,
    },
    "core.v1.ServiceSpec": {
        "loadBalancerClass": QUALIFIED_NAME,
        "selector": LABELS,
        "trafficDistribution": _distribution,
        "type": one_of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
    },
}

REQUIRED: Names = {"core.v1.Service": ("spec",)}
"""Fields that the API server requires and the published schema does not."""

READ_AS: Readings = {"core.v1.Service": STATUS}
"""Fields whose value follows other rules than elsewhere."""


def _kind(spec: Any) -> str:
    return str(spec.get("type") or "ClusterIP")


def _a(kind: str) -> str:
    return f"an {kind}" if kind == "ExternalName" else f"a {kind}"


def _ports(spec: Any, _: Place) -> Iterator[Refusal]:
    kind, ports = _kind(spec), spec.get("ports", ())
    if not ports and kind != "ExternalName" and spec.get("clusterIP") != "None":
        yield Refusal(("ports",), f"has no port, which a {kind} needs", "service")
    if len(ports) > 1 and not all(port.get("name") for port in ports):
        yield Refusal(("ports",), "has several ports, and not each has a name", "service")
    taken = set()
    for index, each in enumerate(ports):
        if not (number := each.get("nodePort")):
            continue
        if kind == "ClusterIP":
            yield Refusal(("ports", index, "nodePort"), "a ClusterIP takes none", "service")
        pair = number, each.get("protocol") or "TCP"
        if pair in taken:
            yield Refusal(("ports", index, "nodePort"), f"{number} ({pair[1]}) is set twice", "service")
        taken.add(pair)


def _external_name(spec: Any, _: Place) -> Iterator[Refusal]:
    if _kind(spec) != "ExternalName":
        return
    name = spec.get("externalName", "").removesuffix(".")
    if not name:
        yield Refusal(("externalName",), "an ExternalName needs externalName", "service")
    elif not _SUBDOMAIN.fullmatch(name) or len(name) > 253:
        message = f"'{name}' is no DNS name: lower-case letters, digits, '-' and '.' within, 253 characters at most"
        yield Refusal(("externalName",), message, "service")
    for field in ("clusterIP", "clusterIPs", "ipFamilies"):
        if spec.get(field) and not (field == "clusterIPs" and spec.get("clusterIP")):
            yield Refusal((field,), f"an ExternalName has no {field}", "service")
    if "ipFamilyPolicy" in spec:
        yield Refusal(("ipFamilyPolicy",), "an ExternalName has no ipFamilyPolicy", "service")


def _cluster_ips(spec: Any, _: Place) -> Iterator[Refusal]:
    kind, first, every = _kind(spec), spec.get("clusterIP", ""), spec.get("clusterIPs", [])
    if kind == "ExternalName":
        return
    if first == "None" and kind in _OUTSIDE:
        yield Refusal(("clusterIP",), f"a {kind} cannot be headless", "service")
    if every and every[0] != first:
        what = f"begins with '{every[0]}', which is not clusterIP: '{first}'" if first else "needs clusterIP beside it"
        yield Refusal(("clusterIPs",), what, "service")
    if every:
        for field, message in _of_addresses(every, spec.get("ipFamilies", ())):
            yield Refusal(("clusterIPs", *field), message, "service")
    elif first:
        for _index, message in _of_addresses([first], spec.get("ipFamilies", ())):
            yield Refusal(("clusterIP",), message, "service")


def _of_addresses(texts: list[str], families: Sequence[str]) -> Iterator[tuple[tuple[int, ...], str]]:
    """What is wrong with a Service's addresses: the index of one, or none where it is about all."""
    headless = texts[0] == "None"
    if headless and len(texts) > 1:
        yield (), "holds an address beside None"
    found = [address_of(text) for text in texts]
    if wrong := [index for index, address in enumerate(found) if address is None and (index or not headless)]:
        yield from (((index,), f"'{texts[index]}' is no IP address") for index in wrong)
        return
    versions = [address.version for address in found if address is not None]
    if len({*versions}) < len(versions):
        yield (), "holds more than one address of a family"
    for index, (version, family) in enumerate(zip(versions, families, strict=False)):
        if family in ("IPv4", "IPv6") and f"IPv{version}" != family:
            yield (index,), f"'{texts[index]}' is no {family}, as ipFamilies says"


def _families(spec: Any, _: Place) -> Iterator[Refusal]:
    if _kind(spec) == "ExternalName":
        return
    families, every = spec.get("ipFamilies", ()), spec.get("clusterIPs", ())
    if len({*families}) < len(families):
        yield Refusal(("ipFamilies",), "holds a family twice", "service")
    elif max(len(families), len(every)) == 2:
        # A headless Service without selector has both families, unless something is said.
        default = "RequireDualStack" if spec.get("clusterIP") == "None" and not spec.get("selector") else "SingleStack"
        if spec.get("ipFamilyPolicy", default) == "SingleStack":
            told = "is SingleStack" if "ipFamilyPolicy" in spec else "is missing, which means SingleStack"
            message = f"{told}; two families need PreferDualStack or RequireDualStack"
            yield Refusal(("ipFamilyPolicy",), message, "service")


def _affinity(spec: Any, _: Place) -> Iterator[Refusal]:
    if spec.get("sessionAffinity") == "ClientIP":
        seconds = spec.get("sessionAffinityConfig", {}).get("clientIP", {}).get("timeoutSeconds", 1)
        if not 1 <= seconds <= _LONGEST_AFFINITY:
            field = ("sessionAffinityConfig", "clientIP", "timeoutSeconds")
            yield Refusal(field, f"{seconds} is not within 1 to {_LONGEST_AFFINITY}", "service")


def _outside_addresses(spec: Any, _: Place) -> Iterator[Refusal]:
    for index, text in enumerate(spec.get("externalIPs", ())):
        address = address_of(text)
        if address is None:
            yield Refusal(("externalIPs", index), f"'{text}' is no IP address", "service")
        elif what := no_endpoint(address):
            yield Refusal(("externalIPs", index), f"'{text}' is {what}, which nobody outside can reach", "service")


def _traffic(spec: Any, _: Place) -> Iterator[Refusal]:
    kind, policy = _kind(spec), spec.get("externalTrafficPolicy")
    open_to_outside = kind in _OUTSIDE or (kind == "ClusterIP" and spec.get("externalIPs"))
    if policy and not open_to_outside:
        yield Refusal(("externalTrafficPolicy",), f"{_a(kind)} has no externalTrafficPolicy", "service")
    if check := spec.get("healthCheckNodePort"):
        if kind != "LoadBalancer" or policy != "Local":
            message = "belongs to a LoadBalancer with externalTrafficPolicy: Local"
            yield Refusal(("healthCheckNodePort",), message, "service")
        elif not 1 <= check <= 65535:
            yield Refusal(("healthCheckNodePort",), f"{check} is not within 1 to 65535", "port")


def _load_balancer(spec: Any, place: Place) -> Iterator[Refusal]:
    kind = _kind(spec)
    if kind != "LoadBalancer":
        for field in ("loadBalancerClass", "allocateLoadBalancerNodePorts"):
            if field in spec:
                yield Refusal((field,), f"{_a(kind)} has no {field}", "service")
    ranges = spec.get("loadBalancerSourceRanges", ())
    if ranges and kind != "LoadBalancer":
        yield Refusal(("loadBalancerSourceRanges",), f"{_a(kind)} has no loadBalancerSourceRanges", "service")
    for index, text in enumerate(ranges):
        if network_of(text.strip()) is None:
            message = f"'{text}' is no network, such as 10.0.0.0/8"
            yield Refusal(("loadBalancerSourceRanges", index), message, "service")


_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"
_HINTS = "service.kubernetes.io/topology-aware-hints"
_MODE = "service.kubernetes.io/topology-mode"


def _annotations(service: Any, place: Place) -> Iterator[Refusal]:
    annotations, spec = place.annotations, service["spec"]
    if _RANGES in annotations and not spec.get("loadBalancerSourceRanges"):
        field = ("metadata", "annotations", _RANGES)
        if _kind(spec) != "LoadBalancer":
            yield Refusal(field, f"{_a(_kind(spec))} has no source ranges", "service")
        for text in annotations[_RANGES].split(",") if annotations[_RANGES].strip() else ():
            if network_of(text.strip()) is None:
                yield Refusal(field, f"'{text.strip()}' is no network, such as 10.0.0.0/8", "service")
    hints, mode = annotations.get(_HINTS), annotations.get(_MODE)
    if hints is not None and mode is not None and hints != mode:
        message = f"'{mode}' differs from {_HINTS}: '{hints}'; leave that out"
        yield Refusal(("metadata", "annotations", _MODE), message, "service")


TOGETHER: Together = {
    "core.v1.Service": (_annotations,),
    "core.v1.ServiceSpec": (
        *(_ports, _external_name, _cluster_ips, _families, _affinity, _outside_addresses, _traffic, _load_balancer),
    ),
}
