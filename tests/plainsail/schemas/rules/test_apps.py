"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made, pod_spec, workload
from tests.plainsail.schemas.rules.judged import told

CLAIM = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}


def daemon(kind: str = "", **rolling: Any) -> Document:
    return workload("DaemonSet", updateStrategy={"type": kind, "rollingUpdate": rolling})


def claimed(**template: Any) -> Document:
    return workload("StatefulSet", volumeClaimTemplates=[{"metadata": {"name": "data"}, "spec": CLAIM, **template}])


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (
            workload(strategy={"rollingUpdate": {"maxUnavailable": "101%"}}),
            "strategy.rollingUpdate.maxUnavailable",
            "'101%' is above 100%",
        ),
        (
            workload(strategy={"rollingUpdate": {"maxSurge": "1"}}),
            "strategy.rollingUpdate.maxSurge",
            "'1' is no percentage: digits and '%' behind them",
        ),
        (
            workload(strategy={"type": "Recreate", "rollingUpdate": {}}),
            "strategy",
            "is Recreate, but has rollingUpdate",
        ),
        (
            workload(progressDeadlineSeconds=0),
            "progressDeadlineSeconds",
            "0 s end before a pod counts as available (minReadySeconds: 0)",
        ),
        (
            workload(minReadySeconds=600),
            "progressDeadlineSeconds",
            "600 s end before a pod counts as available (minReadySeconds: 600)",
        ),
        (
            workload(pod=pod_spec(activeDeadlineSeconds=5)),
            "template.spec.activeDeadlineSeconds",
            "a Deployment takes no deadline for its pods",
        ),
        (
            daemon(maxSurge=1),
            "updateStrategy.rollingUpdate.maxSurge",
            "stands beside maxUnavailable 1, which is 1 where nothing is said; set it to 0",
        ),
        (
            daemon(maxSurge="5%", maxUnavailable="5%"),
            "updateStrategy.rollingUpdate.maxSurge",
            "stands beside maxUnavailable 5%",
        ),
        (daemon(maxSurge="150%", maxUnavailable=0), "updateStrategy.rollingUpdate.maxSurge", "'150%' is above 100%"),
        (daemon(maxUnavailable=-1), "updateStrategy.rollingUpdate.maxUnavailable", "-1 is below 0"),
        (
            workload("StatefulSet", updateStrategy={"type": "OnDelete", "rollingUpdate": {}}),
            "updateStrategy",
            "is OnDelete, but has rollingUpdate",
        ),
        (
            workload("StatefulSet", updateStrategy={"rollingUpdate": {"partition": -1}}),
            "updateStrategy.rollingUpdate.partition",
            "-1 is below 0",
        ),
        (workload("StatefulSet", ordinals={"start": -1}), "ordinals.start", "-1 is below 0"),
        (
            workload("StatefulSet", persistentVolumeClaimRetentionPolicy={"whenScaled": "delete"}),
            "persistentVolumeClaimRetentionPolicy.whenScaled",
            "'delete' is none of Retain, Delete; did you mean 'Delete'?",
        ),
        (
            claimed(metadata={"name": "Data"}),
            "volumeClaimTemplates[Data].metadata.name",
            "'Data' is no DNS label, which a volume of the pods is named by",
        ),
        (claimed(spec=None), "volumeClaimTemplates[data].spec", "spec is required and missing"),
        (
            claimed(metadata={"name": "data", "label": {}}),
            "volumeClaimTemplates[data].metadata.label",
            "label is not a field here; did you mean 'labels'?",
        ),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    assert told(document) == [(f"spec.{field}", message)]


@pytest.mark.parametrize(
    "document",
    [
        workload(strategy={"rollingUpdate": {"maxSurge": "150%", "maxUnavailable": "100%"}}),
        workload(strategy={"type": ""}, minReadySeconds=599),
        daemon(maxSurge=1, maxUnavailable=0),
        daemon(maxUnavailable="100%"),
        daemon("OnDelete", maxSurge="x", maxUnavailable=-1),
        workload("StatefulSet", revisionHistoryLimit=-1),
        workload("StatefulSet", serviceName="", podManagementPolicy=""),
        workload("StatefulSet", updateStrategy={"rollingUpdate": {"maxUnavailable": "0"}}),
        workload("StatefulSet", updateStrategy={"type": "OnDelete"}),
        claimed(apiVersion="", kind=""),
        claimed(metadata={"name": "data", "namespace": "UPPER", "labels": {"bad key!": "*"}}),
        made("ControllerRevision", "apps/v1", data={"a": 1}),
    ],
)
def test_accepted(document: Document) -> None:
    assert told(document) == []


def test_stateful_set_has_no_dot_in_its_name() -> None:
    document = workload("StatefulSet")
    document["metadata"]["name"] = "a.b"

    assert [field for field, _ in told(document)] == ["metadata.name"]


def test_name_of_a_service_is_looked_at_from_1_34_on() -> None:
    document = workload("StatefulSet", serviceName="a.b")

    assert told(document, "1.33") == []
    assert [field for field, _ in told(document, "1.34")] == ["spec.serviceName"]


def test_status_is_not_looked_at() -> None:
    """Exported objects have one; the API server empties it."""
    assert told(workload() | {"status": {"replicas": -1, "conditions": [{}]}}) == []
    assert [field for field, _ in told(workload() | {"status": {"replicaz": 1}})] == ["status.replicaz"]


def test_revision_has_data() -> None:
    assert sorted(told(made("ControllerRevision", "apps/v1", revision=-1))) == [
        ("data", "data is required and missing"),
        ("revision", "-1 is below 0"),
    ]
