"""References by labels."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.graph import graph_of
from tests.plainsail.graph.small import LABELS, an, node, relations, workload

BY_LABELS = {"matchLabels": LABELS}
CASES: list[tuple[Document, str]] = [
    (an("Service", "s", {"selector": LABELS}), "Service/s selector Deployment/a"),
    (an("PodDisruptionBudget", "b", {"selector": BY_LABELS}), "PodDisruptionBudget/b selector Deployment/a"),
    (an("NetworkPolicy", "p", {"podSelector": BY_LABELS}), "NetworkPolicy/p podSelector Deployment/a"),
    (an("PodMonitor", "m", {"selector": BY_LABELS}), "PodMonitor/m selector Deployment/a"),
    (
        an("NetworkPolicy", "p", {"podSelector": {"matchExpressions": [{"key": "app", "operator": "Exists"}]}}),
        "NetworkPolicy/p podSelector Deployment/a",
    ),
]


@pytest.mark.parametrize(("document", "edge"), CASES, ids=[edge for _, edge in CASES])
def test_an_object_selects(document: Document, edge: str) -> None:
    other = workload("Deployment", "b")
    other["spec"]["template"]["metadata"]["labels"] = {"other": "b"}

    assert relations(workload(), other, document) == [edge]


def test_a_monitor_selects_services() -> None:
    service = an("Service", "s", metadata={"labels": LABELS})

    assert relations(an("ServiceMonitor", "m", {"selector": BY_LABELS}), service) == [
        "ServiceMonitor/m selector Service/s"
    ]


def test_a_budget_counts_no_pods_of_jobs() -> None:
    assert relations(workload("Job"), an("PodDisruptionBudget", "b", {"selector": BY_LABELS})) == []


def test_another_namespace_is_not_selected() -> None:
    here, there = ({"namespace": space} for space in ("here", "there"))
    deployment = workload()
    deployment["metadata"] |= there

    assert relations(deployment, an("Service", "s", {"selector": LABELS}, metadata=here)) == []


def test_who_selects_every_pod_says_so_in_its_box() -> None:
    graph = graph_of([workload(), an("NetworkPolicy", "p", {"podSelector": {}})])

    assert not graph.edges
    assert node(graph, "NetworkPolicy/p").lines == ("ingress", "every pod of the namespace")


@pytest.mark.parametrize(
    ("spec", "told"),
    [({"selector": {"app": "other"}}, True), ({"selector": LABELS}, False), ({}, False), ({"selector": {}}, False)],
)
def test_who_selects_nothing_says_so(spec: dict[str, Any], told: bool) -> None:
    graph = graph_of([workload(), an("Service", "s", spec)])

    assert ("selects nothing here" in node(graph, "Service/s").lines) is told


def test_what_an_operator_may_make_is_not_said_to_be_nothing() -> None:
    service = an("Service", "s", {"selector": {"cluster": "events"}})
    custom = {"apiVersion": "kafka.strimzi.io/v1", "kind": "Kafka", "metadata": {"name": "k"}, "spec": {"c": "events"}}

    assert node(graph_of([service, custom]), "Service/s").lines == ()


def test_a_name_outside_the_cluster_selects_nothing() -> None:
    service = an("Service", "s", {"type": "ExternalName", "externalName": "db.example.com", "selector": LABELS})
    graph = graph_of([workload(), service])

    assert not graph.edges
    assert node(graph, "Service/s").lines == ("stands for db.example.com",)
