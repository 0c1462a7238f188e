"""The rules of groups with one kind: budgets, priorities, leases and slices."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told


def budget(**spec: Any) -> Document:
    return made("PodDisruptionBudget", "policy/v1", spec=spec)


def priority(name: str = "high", **fields: Any) -> Document:
    return made("PriorityClass", "scheduling.k8s.io/v1", name=name, **fields)


def lease(**spec: Any) -> Document:
    return made("Lease", "coordination.k8s.io/v1", spec=spec)


def piece(kind: str = "IPv4", *addresses: str, **endpoint: Any) -> Document:
    endpoints = [{"addresses": list(addresses) or ["10.0.0.1"], **endpoint}]
    return made("EndpointSlice", "discovery.k8s.io/v1", addressType=kind, endpoints=endpoints)


def ported(*ports: Document) -> Document:
    return piece() | {"ports": list(ports)}


ADDRESS = "endpoints[0].addresses[0]"


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (budget(minAvailable="101%"), "spec.minAvailable", "'101%' is above 100%"),
        (budget(minAvailable=1, maxUnavailable=1), "spec", "has minAvailable and maxUnavailable"),
        (priority(value=10**9 + 1), "value", "is above 1000000000"),
        (priority("system-own", value=1), "metadata.name", "which is the system's own"),
        (priority(preemptionPolicy=""), "preemptionPolicy", "is none of Never, PreemptLowerPriority"),
        (lease(leaseDurationSeconds=0), "spec.leaseDurationSeconds", "0 is below 1"),
        (lease(renewTime="2026-01-01T00:00:00Z"), "spec.renewTime", "is no time with its millionths of a second"),
        (piece("ipv4"), "addressType", "did you mean 'IPv4'?"),
        (piece("IPv4", "fd00::1"), ADDRESS, "'fd00::1' is no IPv4 address"),
        (piece("IPv4", "127.0.0.1"), ADDRESS, "is a loopback address"),
        (piece("IPv6", "FD00::1"), ADDRESS, "is not the one spelling of fd00::1"),
        (piece("FQDN", "local"), ADDRESS, "is no host name with its domain"),
        (piece(hostname=""), "endpoints[0].hostname", "is no DNS label"),
        (piece(hints={"forZones": [{"name": "a"}] * 2}), "endpoints[0].hints.forZones", "holds a name twice"),
        (ported({"name": "a"}, {"name": "a"}), "ports[1].name", "'a' is there twice"),
        (ported({}, {}), "ports[1].name", "two ports have no name"),
        (ported({"appProtocol": ""}), "ports[0].appProtocol", "is no qualified name"),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    [(where, said)] = told(document)

    assert (where, message in said) == (field, True)


@pytest.mark.parametrize(
    "document",
    [
        budget(maxUnavailable="100%"),
        budget(minAvailable=0) | {"metadata": {"name": "Not_DNS"}},
        priority(),
        priority("system-node-critical", value=2000001000),
        lease(renewTime="2026-01-01T00:00:00.000000+02:00", preferredHolder="a"),
        piece("IPv4", "010.0.0.1"),
        piece("FQDN", "example.com."),
        piece(hints={"forZones": [{}]}),
        made("EndpointSlice", "discovery.k8s.io/v1", addressType="IPv4"),
        ported({"name": "a", "port": 0}, {"name": ""}),
    ],
)
def test_accepted(document: Document) -> None:
    assert told(document) == []
