"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told

NFS: Document = {"nfs": {"server": "a", "path": "/b"}}
LOCAL: Document = {"local": {"path": "/disk"}}
CSI: Document = {"csi": {"driver": "a.example.com", "volumeHandle": "b"}}
NODE = {"required": {"nodeSelectorTerms": [{"matchExpressions": [{"key": "a", "operator": "Exists"}]}]}}
MOUNT_OPTIONS = {"annotations": {"volume.beta.kubernetes.io/mount-options": "ro"}}


def volume(*, name: str = "data", metadata: Any = None, **spec: Any) -> Document:
    sound = {"accessModes": ["ReadWriteOnce"], "capacity": {"storage": "1Gi"}}
    return made("PersistentVolume", name=name, spec=sound | spec, metadata=metadata or {})


def iscsi(name: str, **fields: str) -> Document:
    source = {"targetPortal": "10.0.0.1:3260", "iqn": "iqn.2001-04.com.example:disk", **fields}
    return volume(name=name, iscsi=source)


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (volume(), "spec", "needs a source of the volume"),
        (volume(**NFS, **CSI), "spec.csi", "stands beside nfs; only one of them may be there"),
        (volume(**NFS, accessModes=[]), "spec.accessModes", "is empty"),
        (volume(**NFS, accessModes=None), "spec.accessModes", "is required and missing"),
        (volume(**NFS, accessModes=["ReadWriteOncePod", "ReadOnlyMany"]), "spec.accessModes", "allows no other"),
        (volume(**NFS, capacity={}), "spec.capacity", "needs storage"),
        (volume(**NFS, capacity={"storage": "1Gi", "cpu": 1}), "spec.capacity", "holds more than storage"),
        (volume(**NFS, capacity={"storage": 0}), "spec.capacity.storage", "0 is not above zero"),
        (volume(**LOCAL), "spec.nodeAffinity", "is missing, where the volume is on the disk of a node"),
        (volume(**LOCAL, nodeAffinity={}), "spec.nodeAffinity.required", "is required and missing"),
        (volume(**NFS, storageClassName="A"), "spec.storageClassName", "is no DNS name"),
        (volume(**NFS, volumeMode=""), "spec.volumeMode", "is none of Filesystem, Block"),
        (volume(**NFS, volumeAttributesClassName="a"), "spec.volumeAttributesClassName", "is none of csi"),
        (volume(**CSI, volumeAttributesClassName=""), "spec.volumeAttributesClassName", "is no DNS name"),
        (
            volume(hostPath={"path": "//"}, persistentVolumeReclaimPolicy="Recycle"),
            "spec.persistentVolumeReclaimPolicy",
            "is Recycle",
        ),
        (
            iscsi("a" * 51, initiatorName="iqn.2001-04.com.example:x"),
            "spec.iscsi.targetPortal",
            "above 64 characters, where initiatorName is given",
        ),
        (volume(metadata=MOUNT_OPTIONS, **CSI), "metadata.annotations", "takes no mount options"),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    found = told(document)

    assert any(at.startswith(field) and message in text for at, text in found), found


@pytest.mark.parametrize(
    "document",
    [
        volume(**NFS, persistentVolumeReclaimPolicy="Recycle", storageClassName="", mountOptions=["ro", " x"]),
        volume(metadata=MOUNT_OPTIONS, **NFS),
        volume(**NFS, flexVolume={"driver": "a"}),  # the API server lets it stand behind another
        volume(**LOCAL, nodeAffinity=NODE),
        volume(**CSI, volumeAttributesClassName="fast", accessModes=["ReadWriteOncePod", "ReadWriteOncePod"]),
        volume(hostPath={"path": "/"}, capacity={"storage": "1m"}) | {"status": {"phase": "Odd"}},
        iscsi("a" * 50),
    ],
)
def test_sound(document: Document) -> None:
    assert told(document) == []


def test_classes_of_attributes_are_dropped_before_their_time() -> None:
    assert told(volume(**NFS, volumeAttributesClassName=""), "1.33") == []
