"""The module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, container, made, pod_spec, workload
from tests.plainsail.schemas.rules.judged_pods import SCHEMAS

OWNER = {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "a", "uid": "b"}


def judged(document: Document) -> list[tuple[str, str]]:
    """Field and message of each problem."""
    return [(each.field, each.message) for each in SCHEMAS.problems(document, "1.35")]


@pytest.mark.parametrize(
    ("metadata", "field", "message"),
    [
        ({"finalizers": ["x"]}, "finalizers[x]", "'x' needs a domain in front, as example.com/x has"),
        ({"finalizers": ["a b"]}, "finalizers[a b]", "is no qualified name"),
        ({"finalizers": ["orphan", "foregroundDeletion"]}, "finalizers", "contradict each other"),
        ({"ownerReferences": [OWNER | {"uid": ""}]}, "ownerReferences[0].uid", "is empty"),
        ({"ownerReferences": [{**OWNER, "apiVersion": "apps/"}]}, "ownerReferences[b].apiVersion", "is no version"),
        ({"ownerReferences": [OWNER | {"apiVersion": "v1", "kind": "Event"}]}, "ownerReferences[b]", "owns nothing"),
        (
            {"ownerReferences": [OWNER | {"controller": True}, OWNER | {"uid": "c", "controller": True}]},
            "ownerReferences[c].controller",
            "is true of two owners",
        ),
        ({"annotations": {"a b": ""}}, 'annotations["a b"]', "is no annotation key"),
        ({"annotations": {"a": "é" * 140_000}}, "annotations", "take 280001 bytes together"),
        ({"labels": {"a": "b c"}}, "labels.a", "is no label value"),
        ({"namespace": "UPPER"}, "namespace", "is no DNS label"),
        ({"generateName": "UPPER-"}, "generateName", "is no DNS name"),
        ({"generation": -1}, "generation", "-1 is below 0"),
    ],
)
def test_refused(metadata: dict[str, Any], field: str, message: str) -> None:
    [(place, said)] = judged(made("ConfigMap", metadata=metadata))

    assert place == f"metadata.{field}"
    assert message in said


@pytest.mark.parametrize(
    "document",
    [
        made("ConfigMap", metadata={"finalizers": ["example.com/a", "orphan", "kubernetes"]}),
        made("PodDisruptionBudget", "policy/v1", name="*", metadata={"finalizers": ["x"]}),
        made("PriorityClass", "scheduling.k8s.io/v1", metadata={"namespace": "UPPER"}, value=1),
        made(
            "ConfigMap", metadata={"ownerReferences": [OWNER], "generateName": "backend-", "annotations": {"A.b/C": ""}}
        ),
        made("ConfigMap", metadata={"managedFields": [{"operation": "?"}]}),
    ],
)
def test_accepted(document: Document) -> None:
    assert judged(document) == []


def test_metadata_of_a_template() -> None:
    """Its labels and annotations are looked at, and nothing else."""

    def templated(**metadata: Any) -> Document:
        document = workload()
        document["spec"]["template"]["metadata"] |= metadata
        return document

    unread = {"namespace": "UPPER", "finalizers": ["a b"], "ownerReferences": [{}], "generateName": "?"}

    assert judged(templated(**unread)) == []
    assert [field for field, _ in judged(templated(annotations={"a b": ""}))] == [
        'spec.template.metadata.annotations["a b"]'
    ]


def test_metadata_of_a_jobs_template_is_not_looked_at() -> None:
    job = {"metadata": {"labels": {"a b": "*"}}, "spec": {"template": {"spec": pod_spec(restartPolicy="Never")}}}

    assert judged(made("CronJob", "batch/v1", spec={"schedule": "0 0 * * *", "jobTemplate": job})) == []


def test_selector() -> None:
    policy = made(
        "NetworkPolicy",
        "networking.k8s.io/v1",
        spec={"podSelector": {"matchLabels": {"a b": ""}, "matchExpressions": [{"key": "a", "operator": "Exists"}]}},
    )

    assert [field for field, _ in judged(policy)] == ['spec.podSelector.matchLabels["a b"]']


def test_status_is_not_looked_at() -> None:
    pod = made("Pod", spec={"containers": [container()]}, status={"phase": "?", "qosClass": "?"})

    assert judged(pod) == []
