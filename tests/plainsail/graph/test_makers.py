"""What is made in the cluster stands in the picture, with who makes it."""

from __future__ import annotations

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.graph import graph_of
from tests.plainsail.graph.small import an, node, relations, workload

CLAIM = {
    "metadata": {"name": "data"},
    "spec": {
        "accessModes": ["ReadWriteOnce"],
        "resources": {"requests": {"storage": "1Gi"}},
        "storageClassName": "gp3",
    },
}
CASES: list[tuple[Document, str, str]] = [
    (an("ExternalSecret"), "makes", "Secret/a"),
    (an("ExternalSecret", spec={"target": {"name": "x"}}), "makes", "Secret/x"),
    (an("Certificate", spec={"secretName": "x"}), "makes", "Secret/x"),
    (an("SealedSecret"), "makes", "Secret/a"),
    (an("SealedSecret", spec={"template": {"metadata": {"name": "x"}}}), "makes", "Secret/x"),
    (an("ScaledObject"), "makes", "HorizontalPodAutoscaler/keda-hpa-a"),
    (workload("StatefulSet", volumeClaimTemplates=[CLAIM]), "volumeClaimTemplates", "PersistentVolumeClaim/data-a-*"),
    (
        an("Ingress", spec={"tls": [{"secretName": "x"}]}, metadata={"annotations": {"cert-manager.io/issuer": "i"}}),
        "tls",
        "Secret/x",
    ),
]


@pytest.mark.parametrize(("maker", "label", "made"), CASES, ids=[made for *_, made in CASES])
def test_an_object_makes_another(maker: Document, label: str, made: str) -> None:
    name = f"{maker['kind']}/{maker['metadata']['name']}"
    graph = graph_of([maker])
    found = node(graph, made)

    assert (found.state, found.remark) == ("made", f"made by {name}")
    assert f"{name} {label} {made}" in relations(maker)


def test_who_reads_it_is_joined_with_what_is_made() -> None:
    reader = workload(pod={"containers": [{"name": "app", "envFrom": [{"secretRef": {"name": "x"}}]}]})

    assert relations(an("ExternalSecret", spec={"target": {"name": "x"}}), reader) == [
        "Deployment/a envFrom Secret/x",
        "ExternalSecret/a makes Secret/x",
    ]


def test_what_is_here_is_not_made_again() -> None:
    graph = graph_of([an("ExternalSecret"), an("Secret")])

    assert node(graph, "Secret/a").state == "here"
    assert relations(an("ExternalSecret"), an("Secret")) == ["ExternalSecret/a makes Secret/a"]


def test_a_claim_of_a_template_names_its_storage_class_and_size() -> None:
    graph = graph_of([workload("StatefulSet", volumeClaimTemplates=[CLAIM])])

    assert node(graph, "PersistentVolumeClaim/data-a-*").lines == ("1Gi ReadWriteOnce",)
    assert node(graph, "StorageClass/gp3").state == "outside"


def test_a_custom_resource_that_mentions_a_secret_may_make_it() -> None:
    custom = {
        "apiVersion": "postgresql.cnpg.io/v1",
        "kind": "Cluster",
        "metadata": {"name": "db"},
        "spec": {"superuserSecret": {"name": "x"}},
    }
    reader = workload(pod={"volumes": [{"name": "v", "secret": {"secretName": "x"}}]})

    assert node(graph_of([custom, reader]), "Secret/x").remark == "made by Cluster/db"
    assert relations(custom, reader)[0] == "Cluster/db makes Secret/x"


@pytest.mark.parametrize("target", [{"creationPolicy": "None"}, {"manifest": {"kind": "ConfigMap"}}])
def test_who_makes_no_secret_has_none(target: dict[str, object]) -> None:
    assert len(graph_of([an("ExternalSecret", spec={"target": target})]).nodes) == 1
