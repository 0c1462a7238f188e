"""NetworkPolicies."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from constructs_lib.kubernetes.objects import Document
from constructs_lib.network_policy import AppNetworkPolicy
from constructs_lib.settings import Egress, NetworkPolicy, Peer
from tests.constructs_lib.making import IDENTITY, chart, rendered


def policies(policy: NetworkPolicy) -> list[Document]:
    scope = chart()
    AppNetworkPolicy(scope, "It", identity=IDENTITY, policy=policy)
    return rendered(scope)


def test_reached_by_nobody(snapshot: SnapshotAssertion) -> None:
    assert policies(NetworkPolicy()) == snapshot


def test_reached_by_addresses_and_pods(snapshot: SnapshotAssertion) -> None:
    peers = [
        Peer(cidr="10.0.0.0/16", except_cidrs=["10.0.1.0/24"]),
        Peer(namespace_labels={"team": "web"}),
        Peer(pod_labels={"app": "gateway"}),
        Peer(namespace_labels={"team": "web"}, pod_labels={"app": "gateway"}),
    ]

    assert policies(NetworkPolicy(ingress_from=peers)) == snapshot


def test_each_peer_reaches_its_ports() -> None:
    """Those who name none share a rule, and reach the usual."""
    peers = [
        Peer(cidr="10.0.0.0/16"),
        Peer(namespace_labels={"team": "monitoring"}, ports=["metrics"]),
        Peer(cidr="10.1.0.0/16"),
    ]
    policy = policies(NetworkPolicy(ingress_from=peers))[1]
    opened = [
        ([next(iter(peer)) for peer in rule["from"]], [port["port"] for port in rule["ports"]])
        for rule in policy["spec"]["ingress"]
    ]

    assert opened == [(["ipBlock", "ipBlock"], ["http"]), (["namespaceSelector"], ["metrics"])]


def test_egress_to_names_alone(snapshot: SnapshotAssertion) -> None:
    """An empty list shuts everything but DNS."""
    assert policies(NetworkPolicy(egress_to=[])) == snapshot


def test_egress_to_some_ports_and_to_all(snapshot: SnapshotAssertion) -> None:
    database = Egress(to=[Peer(cidr="10.0.5.0/24")], ports=[3306, 5432])
    cache = Egress(to=[Peer(pod_labels={"app": "redis"})])

    assert policies(NetworkPolicy(egress_to=[database, cache])) == snapshot


def test_egress_to_a_dns_cache_of_the_node(snapshot: SnapshotAssertion) -> None:
    """It has an address of the node, and no pod that a policy could name."""
    cache = Egress(to=[Peer(cidr="169.254.20.10/32")], ports=[53], protocols=["UDP", "TCP"])

    assert policies(NetworkPolicy(egress_to=[cache])) == snapshot
