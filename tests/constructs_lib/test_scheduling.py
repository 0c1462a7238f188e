"""Where pods run."""

from __future__ import annotations

from typing import Any

from cdk8s_plus_27 import k8s
from syrupy.assertion import SnapshotAssertion

from constructs_lib.kubernetes.objects import Document
from constructs_lib.scheduling import pod_fields, spread
from constructs_lib.settings import Affinity, NodeMatch, PreferredNode, Toleration, TopologySpread
from tests.constructs_lib.making import pod, profile


def scheduled(**settings: Any) -> Document:
    return pod(k8s.PodSpec(containers=[], **pod_fields(profile(**settings).settings, {"component": "web"})))


def test_nodes_with_labels_taints_and_a_priority(snapshot: SnapshotAssertion) -> None:
    tolerations = [
        Toleration("dedicated", operator="Equal", value="web", effect="NoExecute", toleration_seconds=60),
        Toleration(None),
    ]

    assert [scheduled(node_selector={"disk": "ssd"}, tolerations=tolerations, priority_class_name="high")] == snapshot


def test_nodes_that_are_required_and_preferred(snapshot: SnapshotAssertion) -> None:
    affinity = Affinity(
        required_nodes=[NodeMatch("arch", values=["amd64", "arm64"]), NodeMatch("gpu", operator="DoesNotExist")],
        preferred_nodes=[PreferredNode(NodeMatch("cores", operator="Gt", values=["4"]), weight=10)],
    )

    assert [scheduled(affinity=affinity)] == snapshot


def test_pods_that_should_be_apart(snapshot: SnapshotAssertion) -> None:
    assert [scheduled(affinity=Affinity(apart_by="kubernetes.io/hostname"))] == snapshot


def test_pods_that_must_be_apart(snapshot: SnapshotAssertion) -> None:
    assert [scheduled(affinity=Affinity(apart_by="kubernetes.io/hostname", apart_required=True))] == snapshot


def test_pods_spread_over_zones_and_nodes(snapshot: SnapshotAssertion) -> None:
    constraints = [
        TopologySpread("topology.kubernetes.io/zone"),
        TopologySpread("kubernetes.io/hostname", max_skew=2, when_unsatisfiable="DoNotSchedule"),
    ]

    spreading = spread(constraints, {"component": "web"}, "pod-template-hash")
    assert [pod(k8s.PodSpec(containers=[], topology_spread_constraints=spreading))] == snapshot


def test_pods_of_every_version_count_where_no_label_tells() -> None:
    [constraint] = spread([TopologySpread("zone")], {"component": "stateful"}, None) or []

    assert constraint.match_label_keys is None
