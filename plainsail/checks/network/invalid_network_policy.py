"""A rule of a NetworkPolicy contradicts itself, or names a network that is none.

Why: the API server refuses the policy, and everything stays open.
Fix: keep `ipBlock` apart from selectors, and write networks as 10.0.0.0/8.
"""

import ipaddress
from collections.abc import Iterator
from typing import Any

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("network_policy")(manifests)
    for policy in manifests.of("NetworkPolicy"):
        for way, peers in (("ingress", "from"), ("egress", "to")):
            for index, rule in enumerate(policy.spec.get(way, [])):
                faults = [message for peer in rule.get(peers, []) for message in _of_peer(peer)]
                faults += [message for port in rule.get("ports", []) for message in _of_port(port)]
                for message in faults:
                    where = policy.where(f"spec.{way}[{index}]")
                    yield Finding(where, message)


def _of_peer(peer: dict[str, Any]) -> Iterator[str]:
    if not peer.keys() & {"ipBlock", "podSelector", "namespaceSelector"}:
        yield "has a peer that names nobody"
    if "ipBlock" not in peer:
        return
    if peer.keys() & {"podSelector", "namespaceSelector"}:
        yield "has ipBlock beside a selector"
    block = peer["ipBlock"]
    inner = [(_network(text), text) for text in block.get("except", [])]
    outer = _network(block["cidr"])
    for network, text in [(outer, block["cidr"]), *inner]:
        if network is None:
            yield f"'{text}' is no network, such as 10.0.0.0/8"
    for network, text in inner:
        if outer is not None and network is not None and not _within(network, outer):
            yield f"'{text}' is no part of {block['cidr']}"


def _of_port(port: dict[str, Any]) -> Iterator[str]:
    if "endPort" not in port:
        return
    if not isinstance(port.get("port"), int):
        yield "has endPort without a port's number"
    elif port["endPort"] < port["port"]:
        yield f"endPort {port['endPort']} is below port {port['port']}"


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(text, strict=False) if "/" in text else None
    except ValueError:
        return None


def _within(
    inner: ipaddress.IPv4Network | ipaddress.IPv6Network, outer: ipaddress.IPv4Network | ipaddress.IPv6Network
) -> bool:
    if isinstance(inner, ipaddress.IPv4Network) and isinstance(outer, ipaddress.IPv4Network):
        return inner != outer and inner.subnet_of(outer)
    if isinstance(inner, ipaddress.IPv6Network) and isinstance(outer, ipaddress.IPv6Network):
        return inner != outer and inner.subnet_of(outer)
    return False
