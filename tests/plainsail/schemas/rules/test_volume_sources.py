"""The rules of the module of the same name, in PersistentVolumes."""

from __future__ import annotations

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told

ISCSI: Document = {"targetPortal": "10.0.0.1:3260", "iqn": "iqn.2001-04.com.example:disk"}
CSI: Document = {"driver": "Disks.example.com", "volumeHandle": "a"}
AZURE: Document = {"diskName": "a", "diskURI": "https://a/b.vhd"}
SECRET = {"name": "a", "namespace": "b"}


def volume(source: str, **fields: object) -> Document:
    return made(
        "PersistentVolume",
        spec={"accessModes": ["ReadWriteOnce"], "capacity": {"storage": "1Gi"}, source: fields},
    )


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (volume("hostPath", path="/a/../b"), "hostPath.path", "goes up with '..'"),
        (volume("hostPath", path=""), "hostPath.path", "is empty"),
        (volume("hostPath", path="/a", type="Dir"), "hostPath.type", "is none of DirectoryOrCreate, Directory"),
        (volume("nfs", server="a", path="b"), "nfs.path", "does not begin with '/'"),
        (volume("nfs", server="", path="/b"), "nfs.server", "is empty"),
        (volume("gcePersistentDisk", pdName="a", partition=256), "gcePersistentDisk.partition", "above 255"),
        (volume("awsElasticBlockStore", volumeID=""), "awsElasticBlockStore.volumeID", "is empty"),
        (
            volume("glusterfs", endpoints="a", path="b", endpointsNamespace=""),
            "glusterfs.endpointsNamespace",
            "is no DNS label",
        ),
        (volume("flocker"), "flocker", "datasetUUID"),
        (volume("flocker", datasetName="a/b"), "flocker.datasetName", "holds '/'"),
        (volume("rbd", monitors=[], image="a"), "rbd.monitors", "is empty"),
        (volume("quobyte", registry="a:1,b", volume="v"), "quobyte.registry", "is no host:port"),
        (volume("iscsi", **ISCSI | {"iqn": "iqn.2001"}), "iscsi.iqn", "iqn"),
        (volume("iscsi", **ISCSI | {"lun": 256}), "iscsi.lun", "above 255"),
        (volume("iscsi", **ISCSI | {"chapAuthSession": True}), "iscsi.secretRef", "is missing, where chapAuthSession"),
        (volume("iscsi", **ISCSI | {"secretRef": {}}), "iscsi.secretRef.name", "is required and missing"),
        (
            volume("cinder", volumeID="a", secretRef={"name": "b"}),
            "cinder.secretRef.namespace",
            "is required and missing",
        ),
        (volume("fc", targetWWNs=["a"]), "fc.lun", "targetWWNs"),
        (volume("fc", targetWWNs=["a"], wwids=["b"], lun=0), "fc.wwids", "stands beside targetWWNs"),
        (volume("flexVolume", driver="a", options={"x.k8s.io/a": "b"}), "flexVolume.options", "kubernetes"),
        (
            volume("azureFile", secretName="a", shareName="b", secretNamespace=""),
            "azureFile.secretNamespace",
            "is empty",
        ),
        (volume("azureDisk", **AZURE | {"kind": "Managed"}), "azureDisk.diskURI", "/subscriptions/"),
        (volume("azureDisk", **AZURE | {"diskURI": "/subscriptions/a"}), "azureDisk.diskURI", "https://"),
        (volume("azureDisk", **AZURE | {"cachingMode": ""}), "azureDisk.cachingMode", "is none of None, ReadOnly"),
        (volume("scaleIO", gateway="a", system="b"), "scaleIO.volumeName", "is required and missing"),
        (volume("storageos", volumeName="A"), "storageos.volumeName", "is no DNS label"),
        (volume("csi", **CSI | {"driver": "a_b"}), "csi.driver", "is no name of a CSI driver"),
        (volume("csi", **CSI | {"volumeHandle": ""}), "csi.volumeHandle", "is empty"),
        (
            volume("csi", **CSI | {"nodePublishSecretRef": {"name": "A", "namespace": "b"}}),
            "csi.nodePublishSecretRef.name",
            "is no DNS name",
        ),
        (
            volume("csi", **CSI | {"nodeExpandSecretRef": {"name": "a"}}),
            "csi.nodeExpandSecretRef.namespace",
            "is required and missing",
        ),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    found = told(document)

    assert any(at.startswith(f"spec.{field}") and message in text for at, text in found), found


@pytest.mark.parametrize(
    "document",
    [
        volume("hostPath", path="/a..b/..c", type=""),
        volume("nfs", server="a", path="/"),
        volume("quobyte", registry="a:1,[::1]:2", volume="v"),
        volume("iscsi", **ISCSI),
        volume("iscsi", **ISCSI | {"iqn": "eui.0123456789abcdef", "chapAuthSession": True, "secretRef": {"name": "a"}}),
        volume("fc", wwids=["a"]),
        volume("azureDisk", **AZURE),
        volume("azureDisk", diskName="a", diskURI="/subscriptions/a", kind="Managed"),
        volume("scaleIO", gateway="a", system="b", volumeName="c"),
        volume("storageos", volumeName="a", volumeNamespace=""),
        volume("csi", **CSI | {"nodeStageSecretRef": {}, "nodePublishSecretRef": SECRET}),
    ],
)
def test_sound(document: Document) -> None:
    assert told(document) == []
