"""What the API server refuses in EndpointSlice (`pkg/apis/discovery/validation`)."""

import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.addresses import address_of, no_endpoint
from constructs_lib.kubernetes.names import SUBDOMAIN
from plainsail.schemas.rules.qualified import QUALIFIED_NAME
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.words import DNS_LABEL, DNS_SUBDOMAIN, LABEL_VALUE, or_empty

_SUBDOMAIN = re.compile(SUBDOMAIN, re.ASCII)

FIELDS: Fields = {
    "discovery.v1.Endpoint": {
        "addresses": {"minItems": 1, "maxItems": 100},
        "hostname": DNS_LABEL,
        "nodeName": DNS_SUBDOMAIN,
    },
    "discovery.v1.EndpointHints": {"forNodes": {"maxItems": 8}, "forZones": {"maxItems": 8}},
    "discovery.v1.EndpointPort": {
        "appProtocol": QUALIFIED_NAME,
        "name": or_empty(DNS_LABEL),
        "protocol": {"enum": ["TCP", "UDP", "SCTP"]},
    },
    "discovery.v1.EndpointSlice": {
        "addressType": {"enum": ["IPv4", "IPv6", "FQDN"]},
        "endpoints": {"maxItems": 1000},
        "ports": {"maxItems": 20000},
    },
    "discovery.v1.ForNode": {"name": DNS_SUBDOMAIN},
    "discovery.v1.ForZone": {"name": LABEL_VALUE},
}

REQUIRED: Names = {"discovery.v1.EndpointSlice": ("addressType",)}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Names = {"discovery.v1.EndpointSlice": ("endpoints",), "discovery.v1.ForZone": ("name",)}
"""Fields that the published schema requires and the API server does not."""


def _addresses(piece: Any, _: Place) -> Iterator[Refusal]:
    for index, endpoint in enumerate(piece.get("endpoints", ())):
        for number, text in enumerate(endpoint["addresses"]):
            if message := _wrong(text, piece["addressType"]):
                yield Refusal(("endpoints", index, "addresses", number), f"'{text}' is {message}")


def _wrong(text: str, kind: str) -> str | None:
    """What a text is that is no address of a kind; None where it is one."""
    if kind == "FQDN":
        name = text.removesuffix(".")
        fits = _SUBDOMAIN.fullmatch(name) and "." in name and len(name) <= 253
        return None if fits and all(len(part) <= 63 for part in name.split(".")) else "no host name with its domain"
    if kind not in ("IPv4", "IPv6"):
        return None
    address = address_of(text)
    if address is None or f"IPv{address.version}" != kind:
        return f"no {kind} address"
    if kind == "IPv6" and str(address) != text:
        return f"not the one spelling of {address}"
    return no_endpoint(address)


def _once(piece: Any, _: Place) -> Iterator[Refusal]:
    seen = set()
    for index, port in enumerate(piece.get("ports", ())):
        if (name := port.get("name", "")) in seen:
            yield Refusal(("ports", index, "name"), f"'{name}' is there twice" if name else "two ports have no name")
        seen.add(name)


def _hints(hints: Any, _: Place) -> Iterator[Refusal]:
    for field in ("forZones", "forNodes"):
        names = [hint.get("name", "") for hint in hints.get(field, ())]
        if len({*names}) < len(names):
            yield Refusal((field,), "holds a name twice")


TOGETHER: Together = {
    "discovery.v1.EndpointHints": (_hints,),
    "discovery.v1.EndpointSlice": (_addresses, _once),
}
