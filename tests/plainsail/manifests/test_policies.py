"""What NetworkPolicies let through."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.manifests.policies import Rule, groups_of, known_peers, shuts
from tests.plainsail.checks.planted_objects import Document, examined
from tests.plainsail.checks.planted_policies import DNS, deployment, policy


@pytest.mark.parametrize(
    ("spec", "ways"),
    [
        ({}, ["ingress"]),
        ({"egress": [DNS]}, ["ingress", "egress"]),
        ({"egress": []}, ["ingress"]),
        ({"policyTypes": ["Egress"]}, ["egress"]),
        ({"policyTypes": ["Ingress"], "egress": [DNS]}, ["ingress"]),
    ],
)
def test_what_a_policy_shuts(spec: Document, ways: list[str]) -> None:
    [found] = examined(policy(**spec)).of("NetworkPolicy")

    assert [way for way in ("ingress", "egress") if shuts(found, way)] == ways


@pytest.mark.parametrize(
    ("port", "is_open"),
    [
        ({"port": 8080}, True),
        ({"port": 8080, "protocol": ""}, True),
        ({"port": 8080, "protocol": "UDP"}, False),
        ({"port": 8000, "endPort": 8080}, True),
        ({"port": 8000, "endPort": 8079}, False),
        ({"port": "http"}, True),
        ({"port": "web"}, False),
        ({"protocol": "TCP"}, True),
    ],
)
def test_the_ports_of_a_rule(port: dict[str, Any], is_open: bool) -> None:
    assert Rule([port], []).opens(8080, names=frozenset({"http"})) is is_open


def test_policies_of_one_selector_are_one() -> None:
    tree = examined(deployment(), policy("a", ingress=[DNS]), policy("b", ingress=[DNS, {}]), policy("all", pods={}))
    [pod] = tree.pods()
    mine, everybody = groups_of(tree, pod, "ingress")

    assert [found.name for found in mine.policies] == ["a", "b"]
    assert len(mine.rules("ingress")) == 2
    assert not everybody.rules("ingress")


@pytest.mark.parametrize(
    ("peer", "namespaces"),
    [
        ({"podSelector": {}}, ["backend"]),
        ({"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "data"}}}, ["data"]),
        ({"namespaceSelector": {"matchLabels": {"team": "data"}}}, []),
        ({"namespaceSelector": {}}, []),
        ({"ipBlock": {"cidr": "10.0.0.0/8"}}, []),
    ],
)
def test_peers_that_the_manifests_may_know(peer: Document, namespaces: list[str]) -> None:
    [found] = examined(policy()).of("NetworkPolicy")

    assert [of.namespace for of, _ in known_peers(found, [peer])] == namespaces
