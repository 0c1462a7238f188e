"""What becomes of a name that no object has, and what holds of every graph."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.graph import Graph, graph_of
from tests.plainsail.graph.small import an, blog, node, relations, shuffled, workload


def reading(kind: str, **more: Any) -> Document:
    field = {"Secret": "secretRef", "ConfigMap": "configMapRef"}[kind]
    return workload(pod={"containers": [{"name": "app", "envFrom": [{field: {"name": "x", **more}}]}]})


DISK = {"name": "v", "persistentVolumeClaim": {"claimName": "x"}}
ROOT_CA = {"name": "v", "configMap": {"name": "kube-root-ca.crt"}}
STORE = {"secretStoreRef": {"kind": "ClusterSecretStore", "name": "x"}}
SCALED = {"scaleTargetRef": {"kind": "Deployment", "name": "x"}}
SNAPSHOT = {"dataSource": {"kind": "VolumeSnapshot", "name": "x"}}
ELSEWHERE = {"rules": [{"backendRefs": [{"name": "x", "namespace": "n"}]}]}
ABSENT: list[tuple[Document, str, str]] = [
    (reading("Secret"), "Secret/x", "missing"),
    (reading("ConfigMap"), "ConfigMap/x", "missing"),
    (reading("Secret", optional=True), "Secret/x", "optional, not here"),
    (workload(pod={"volumes": [DISK]}), "PersistentVolumeClaim/x", "missing"),
    (workload(pod={"volumes": [ROOT_CA]}), "ConfigMap/kube-root-ca.crt", "from outside"),
    (workload(pod={"serviceAccountName": "x"}), "ServiceAccount/x", "missing"),
    (workload(pod={"serviceAccountName": "default"}), "ServiceAccount/default", "from outside"),
    (workload(pod={"imagePullSecrets": [{"name": "x"}]}), "Secret/x", "from outside"),
    (workload(pod={"priorityClassName": "x"}), "PriorityClass/x", "from outside"),
    (an("Ingress", spec={"ingressClassName": "x"}), "IngressClass/x", "from outside"),
    (an("Ingress", spec={"tls": [{"secretName": "x"}]}), "Secret/x", "from outside"),
    (an("Ingress", spec={"defaultBackend": {"service": {"name": "x"}}}), "Service/x", "missing"),
    (an("HTTPRoute", spec={"parentRefs": [{"name": "x"}]}), "Gateway/x", "from outside"),
    (an("HTTPRoute", spec=ELSEWHERE), "Service/x", "from outside"),
    (an("PersistentVolumeClaim", spec={"storageClassName": "x"}), "StorageClass/x", "from outside"),
    (an("ExternalSecret", spec={"secretStoreRef": {"name": "x"}}), "SecretStore/x", "missing"),
    (an("ExternalSecret", spec=STORE), "ClusterSecretStore/x", "from outside"),
    (an("HorizontalPodAutoscaler", spec=SCALED), "Deployment/x", "missing"),
    (an("Certificate", spec={"issuerRef": {"name": "x"}}), "Issuer/x", "missing"),
    (an("PersistentVolumeClaim", spec=SNAPSHOT), "VolumeSnapshot/x", "from outside"),
]


@pytest.mark.parametrize(("document", "named", "remark"), ABSENT, ids=[f"{n}, {r}" for _, n, r in ABSENT])
def test_a_name_that_no_object_has(document: Document, named: str, remark: str) -> None:
    found = node(graph_of([document]), named)

    assert found.remark == remark
    assert found.state == ("missing" if remark == "missing" else "outside")


@pytest.mark.parametrize(("document", "named", "remark"), ABSENT, ids=[f"{n}, {r}" for _, n, r in ABSENT])
def test_nothing_is_missing_where_other_objects_may_be(document: Document, named: str, remark: str) -> None:
    assert node(graph_of([document], complete=False), named).state == "outside"


def test_of_several_references_the_gravest_says_what_an_absence_means() -> None:
    pod = {"containers": [{"name": "app", "envFrom": [{"secretRef": {"name": "x"}}]}]}
    optional, required = reading("Secret", optional=True), workload("CronJob", "b", pod=pod)

    for objects in ([optional, required], [required, optional]):
        assert node(graph_of(objects), "Secret/x").state == "missing"


def test_a_name_is_looked_up_in_the_namespace_of_who_refers() -> None:
    here, there = ({"namespace": space} for space in ("here", "there"))
    deployment = reading("Secret")
    deployment["metadata"] |= here
    graph = graph_of([deployment, an("Secret", "x", metadata=there)])

    assert [(n.key.namespace, n.state) for n in graph.nodes if n.key.kind == "Secret"] == [
        ("here", "missing"),
        ("there", "here"),
    ]


def test_what_names_no_namespace_may_land_in_any() -> None:
    deployment = reading("Secret")
    deployment["metadata"]["namespace"] = "here"

    assert [n.state for n in graph_of([deployment, an("Secret", "x")]).nodes] == ["here", "here"]


def test_a_platform_object_in_its_own_namespace_is_found() -> None:
    route = an("HTTPRoute", spec={"parentRefs": [{"name": "x", "namespace": "edge"}]}, metadata={"namespace": "shop"})
    gateway = an("Gateway", "x", metadata={"namespace": "edge"})

    assert {n.state for n in graph_of([route, gateway]).nodes} == {"here"}


def test_references_in_a_circle_are_edges_like_others() -> None:
    one = an("ReplicaSet", "a", metadata={"ownerReferences": [{"kind": "ReplicaSet", "name": "b"}]})
    other = an("ReplicaSet", "b", metadata={"ownerReferences": [{"kind": "ReplicaSet", "name": "a"}]})
    itself = an("ReplicaSet", "c", metadata={"ownerReferences": [{"kind": "ReplicaSet", "name": "c"}]})

    assert relations(one, other, itself) == [
        "ReplicaSet/a ownerReferences ReplicaSet/b",
        "ReplicaSet/b ownerReferences ReplicaSet/a",
        "ReplicaSet/c ownerReferences ReplicaSet/c",
    ]


def test_two_objects_of_one_name_are_one_node() -> None:
    first, second = an("ConfigMap", data={"a": "1"}), an("ConfigMap", data={"a": "1", "b": "2"})
    graphs = [graph_of([first, second]), graph_of([second, first])]

    assert graphs[0] == graphs[1]
    assert len(graphs[0].nodes) == 1


def test_no_objects_are_no_nodes() -> None:
    assert graph_of([]) == Graph([], [])


def test_the_order_of_objects_changes_nothing() -> None:
    for seed in range(5):
        assert graph_of(shuffled(blog(), seed)) == graph_of(blog())


def test_a_whole_app_with_what_it_lacks() -> None:
    graph = graph_of(blog())
    told = list(graph.sentences())

    assert graph.summary() == (
        "41 here, 4 made by these, 2 from outside, 3 missing; "
        "missing: ConfigMap/blog-wordpress-extra, PersistentVolumeClaim/blog-backup, Secret/smtp-credentials"
    )
    assert "Ingress/blog-wordpress: backend :http Service/blog-wordpress" in told
    assert "Ingress/blog-wordpress: tls Secret/blog.example.com-tls (made by Ingress/blog-wordpress)" in told
    assert "ConfigMap/dashboard-0" in told
