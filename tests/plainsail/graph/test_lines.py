"""What a box says of its object."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.graph import draw, graph_of
from tests.plainsail.graph.small import an, node, workload

CONTAINERS = {
    "initContainers": [
        {"name": "migrate", "image": "registry.example.com:5000/team/app:1.2@sha256:0"},
        {"name": "proxy", "image": "envoy", "restartPolicy": "Always"},
    ],
    "containers": [{"name": "app", "image": "app:1.2"}],
}
CASES: list[tuple[Document, tuple[str, ...]]] = [
    (workload(pod=CONTAINERS, replicas=2), ("2 pods", "init migrate: app:1.2", "sidecar proxy: envoy", "app: app:1.2")),
    (
        workload("CronJob", schedule="5 4 * * *", timeZone="Europe/Paris", suspend=True),
        ("5 4 * * *", "Europe/Paris", "suspended", "app: i"),
    ),
    (
        an("Ingress", spec={"rules": [{"host": f"{i}.example.com"} for i in range(6)]}),
        ("0.example.com", "1.example.com", "2.example.com", "and 3 more"),
    ),
    (an("Ingress", spec={"rules": [{}]}), ("every host",)),
    (an("HTTPRoute", spec={"hostnames": ["a.example.com"]}), ("a.example.com",)),
    (an("Gateway", spec={"listeners": [{"protocol": "HTTPS", "port": 443}]}), ("HTTPS :443",)),
    (
        an("Service", spec={"type": "NodePort", "ports": [{"port": 80, "targetPort": "http"}]}),
        ("NodePort", ":80 to http"),
    ),
    (an("Service", spec={"clusterIP": "None", "ports": [{"port": 80}]}), ("headless", ":80 to 80")),
    (an("HorizontalPodAutoscaler", spec={"minReplicas": 2, "maxReplicas": 5}), ("2 to 5 pods",)),
    (an("HorizontalPodAutoscaler", spec={"minReplicas": 1, "maxReplicas": 1}), ("1 pod",)),
    (an("ScaledObject", spec={"maxReplicaCount": 9}), ("9 pods",)),
    (an("PodDisruptionBudget", spec={"minAvailable": "50%"}), ("minAvailable 50%",)),
    (an("NetworkPolicy", spec={"policyTypes": ["Ingress", "Egress"]}), ("ingress and egress",)),
    (
        an(
            "PersistentVolumeClaim",
            spec={"accessModes": ["ReadWriteMany"], "resources": {"requests": {"storage": "1Gi"}}},
        ),
        ("1Gi ReadWriteMany",),
    ),
    (an("ConfigMap", data={"a": "1"}, binaryData={"b": ""}), ("2 keys",)),
    (an("ExternalSecret", spec={"data": [{}], "dataFrom": [{}]}), ("reads 2 values",)),
    (an("Certificate", spec={"dnsNames": ["a.example.com"]}), ("a.example.com",)),
    (an("LimitRange"), ()),
]


@pytest.mark.parametrize(("document", "told"), CASES, ids=[document["kind"] for document, _ in CASES])
def test_a_box_says(document: Document, told: tuple[str, ...]) -> None:
    name = f"{document['kind']}/a"

    assert node(graph_of([document]), name).lines == told


@pytest.mark.parametrize("part", ["data", "stringData"])
def test_of_a_secret_only_the_number_of_keys_is_drawn(part: str) -> None:
    held: dict[str, Any] = {part: {"the-key": "dGhlLXZhbHVl"}}

    drawn = draw([an("Secret", **held)], title="secret")

    assert "1 key" in drawn
    assert "dGhlLXZhbHVl" not in drawn
    assert "the-key" not in drawn
