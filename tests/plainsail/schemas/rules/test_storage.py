"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told

GROUP = "storage.k8s.io"
CSI = {"accessModes": ["ReadWriteOnce"], "csi": {"driver": "a.example.com", "volumeHandle": "b"}}
ZONE: Document = {"matchLabelExpressions": [{"key": "zone", "values": ["a", "b"]}]}


def storage_class(**fields: Any) -> Document:
    return made("StorageClass", f"{GROUP}/v1", **{"provisioner": "disks.example.com/a"} | fields)


def driver(**spec: Any) -> Document:
    return made("CSIDriver", f"{GROUP}/v1", "disks.example.com", spec=spec)


def node(*drivers: Document) -> Document:
    return made("CSINode", f"{GROUP}/v1", spec={"drivers": list(drivers)})


def attachment(**source: Any) -> Document:
    spec = {"attacher": "disks.example.com", "nodeName": "node-1", "source": source}
    return made("VolumeAttachment", f"{GROUP}/v1", spec=spec)


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (storage_class(provisioner="a/b/c"), "provisioner", "is no name of a provisioner"),
        (storage_class(reclaimPolicy="Recycle"), "reclaimPolicy", "is none of Delete, Retain"),
        (storage_class(volumeBindingMode=""), "volumeBindingMode", "is none of Immediate, WaitForFirstConsumer"),
        (storage_class(parameters={"": "a"}), "parameters", "holds a parameter without a name"),
        (storage_class(parameters={str(n): "" for n in range(513)}), "parameters", "512 is the most"),
        (storage_class(parameters={"a": "b" * 2**18}), "parameters", "is longer than 256 KiB"),
        (
            storage_class(allowedTopologies=[{}]),
            "allowedTopologies[0].matchLabelExpressions",
            "is required and missing",
        ),
        (storage_class(allowedTopologies=[ZONE, ZONE]), "allowedTopologies[1]", "says the same as another term"),
        (
            storage_class(allowedTopologies=[{"matchLabelExpressions": ZONE["matchLabelExpressions"] * 2}]),
            "allowedTopologies[0].matchLabelExpressions[1]",
            "key 'zone' is there twice",
        ),
        (
            storage_class(allowedTopologies=[{"matchLabelExpressions": [{"key": "zone", "values": []}]}]),
            "allowedTopologies[0].matchLabelExpressions[0].values",
            "is empty",
        ),
        (driver(fsGroupPolicy=""), "spec.fsGroupPolicy", "is none of ReadWriteOnceWithFSType, File, None"),
        (driver(volumeLifecycleModes=["Inline"]), "spec.volumeLifecycleModes[0]", "is none of Persistent, Ephemeral"),
        (driver(tokenRequests=[{}, {"audience": ""}]), "spec.tokenRequests[1].audience", "is there twice"),
        (
            driver(tokenRequests=[{"audience": "a", "expirationSeconds": 599}]),
            "spec.tokenRequests[0].expirationSeconds",
            "is below 600",
        ),
        (driver(nodeAllocatableUpdatePeriodSeconds=9), "spec.nodeAllocatableUpdatePeriodSeconds", "is below 10"),
        (driver(serviceAccountTokenInSecrets=True), "spec.serviceAccountTokenInSecrets", "no tokenRequests"),
        (node({"name": "a", "nodeID": ""}), "spec.drivers[a].nodeID", "is empty"),
        (node({"name": "a", "nodeID": "b", "topologyKeys": ["a", "a"]}), "spec.drivers[a].topologyKeys", "twice"),
        (
            node({"name": "a", "nodeID": "b", "allocatable": {"count": -1}}),
            "spec.drivers[a].allocatable.count",
            "below",
        ),
        (node(*[{"name": "a", "nodeID": "b"}] * 2), "spec.drivers[1]", "name 'a' is there twice"),
        (attachment(), "spec.source", "needs one of inlineVolumeSpec, persistentVolumeName"),
        (attachment(persistentVolumeName=""), "spec.source.persistentVolumeName", "is no DNS name"),
        (
            attachment(inlineVolumeSpec={"accessModes": ["ReadWriteOnce"], "nfs": {"server": "a", "path": "/b"}}),
            "spec.source.inlineVolumeSpec",
            "needs csi",
        ),
        (
            attachment(inlineVolumeSpec=CSI | {"capacity": {"storage": "1Gi"}}),
            "spec.source.inlineVolumeSpec.capacity",
            "may not stand in a volume within a VolumeAttachment",
        ),
        (
            attachment(inlineVolumeSpec=CSI | {"volumeMode": "Block"}),
            "spec.source.inlineVolumeSpec.volumeMode",
            "may be Filesystem only",
        ),
        (made("CSIStorageCapacity", f"{GROUP}/v1", storageClassName=""), "storageClassName", "is no DNS name"),
        (made("VolumeAttributesClass", f"{GROUP}/v1", driverName="a"), "parameters", "is required and missing"),
        (made("VolumeAttributesClass", f"{GROUP}/v1", driverName="a", parameters={}), "parameters", "is empty"),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    found = told(document)

    assert any(at.startswith(field) and message in text for at, text in found), found


@pytest.mark.parametrize(
    "document",
    [
        storage_class(provisioner="kubernetes.io/no-provisioner", reclaimPolicy="", mountOptions=["a", "a"]),
        storage_class(allowedTopologies=[ZONE], parameters={"a b": ""}),
        made("CSIDriver", f"{GROUP}/v1"),
        driver(tokenRequests=[{}, {"audience": "a"}], volumeLifecycleModes=[], serviceAccountTokenInSecrets=False),
        made("CSINode", f"{GROUP}/v1"),
        node({"name": "A.example.com", "nodeID": "b" * 256, "topologyKeys": ["a/b"]}),
        attachment(persistentVolumeName="data") | {"status": {}},
        attachment(inlineVolumeSpec=CSI),
    ],
)
def test_sound(document: Document) -> None:
    assert told(document) == []
