"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made, pod_spec, workload
from tests.plainsail.schemas.rules.judged import told

SOUND: Document = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
SNAPSHOT = {"apiGroup": "snapshot.storage.k8s.io", "kind": "VolumeSnapshot", "name": "old"}


def claim(**fields: Any) -> Document:
    return made("PersistentVolumeClaim", spec=SOUND | fields)


def template(**fields: Any) -> Document:
    return workload("StatefulSet", volumeClaimTemplates=[{"metadata": {"name": "data"}, "spec": SOUND | fields}])


def ephemeral(**fields: Any) -> Document:
    volume = {"name": "scratch", "ephemeral": {"volumeClaimTemplate": {"spec": SOUND | fields}}}
    return made("Pod", spec=pod_spec(volumes=[volume]))


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"accessModes": []}, "accessModes", "has no access mode"),
        (
            {"accessModes": ["ReadWriteOncePod", "ReadOnlyMany"]},
            "accessModes",
            "has other modes beside ReadWriteOncePod",
        ),
        ({"resources": {}}, "resources.requests.storage", "has no size"),
        ({"resources": {"requests": {"storage": "0"}}}, "resources.requests.storage", "'0' is not above zero"),
        ({"storageClassName": "A"}, "storageClassName", "is no DNS name"),
        ({"volumeAttributesClassName": "A"}, "volumeAttributesClassName", "is no DNS name"),
        ({"volumeMode": ""}, "volumeMode", "is none of Filesystem, Block"),
        ({"dataSource": SNAPSHOT | {"name": ""}}, "dataSource.name", "name is required and missing"),
        ({"dataSourceRef": {"kind": "Backup", "name": "a"}}, "dataSourceRef.apiGroup", "which a Backup needs"),
        (
            {"dataSource": SNAPSHOT, "dataSourceRef": SNAPSHOT | {"name": "new"}},
            "dataSource",
            "another object than dataSourceRef",
        ),
    ],
)
@pytest.mark.parametrize(
    ("made_of", "path"),
    [
        (claim, "spec"),
        (template, "spec.volumeClaimTemplates[data].spec"),
        (ephemeral, "spec.volumes[scratch].ephemeral.volumeClaimTemplate.spec"),
    ],
)
def test_refused(fields: Document, field: str, message: str, made_of: Any, path: str) -> None:
    [(where, said)] = told(made_of(**fields))

    assert (where, message in said) == (f"{path}.{field}", True)


@pytest.mark.parametrize(
    "fields",
    [
        {"storageClassName": "", "volumeAttributesClassName": ""},
        {"accessModes": ["ReadWriteOncePod"], "volumeMode": "Block"},
        {"dataSource": SNAPSHOT},
        {"dataSource": {"kind": "PersistentVolumeClaim", "name": "old"}},
        {"dataSource": SNAPSHOT, "dataSourceRef": SNAPSHOT},
        {"resources": {"requests": {"storage": "1Gi"}, "limits": {"storage": "1"}}},
    ],
)
def test_accepted(fields: Document) -> None:
    assert told(claim(**fields)) + told(template(**fields)) == []


def test_claim_of_its_own_loses_other_sources() -> None:
    source = {"dataSource": {"name": "old"}}

    assert told(claim(**source)) == []
    assert told(template(**source))


def test_source_in_another_namespace() -> None:
    fields = {"dataSource": SNAPSHOT, "dataSourceRef": SNAPSHOT | {"namespace": "B"}}

    assert told(claim(**fields)) == []
    assert [field.rpartition(".")[2] for field, _ in told(template(**fields))] == ["dataSource", "namespace"]


def test_class_of_attributes_is_dropped_before_1_34() -> None:
    assert told(claim(volumeAttributesClassName="A"), "1.33") == []
