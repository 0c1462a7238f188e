"""What the API server refuses in PersistentVolumes (`pkg/apis/core/validation` and `pkg/volume/validation`)."""

import posixpath
from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.quantities import amount_of
from plainsail.schemas.rules.together import STATUS, Fields, Names, Place, Readings, Refusal, Together, since
from plainsail.schemas.rules.words import DNS_SUBDOMAIN

_MOUNT_OPTIONS = "volume.beta.kubernetes.io/mount-options"
_WITH_MOUNT_OPTIONS = (
    *("gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "nfs", "rbd", "quobyte", "iscsi", "cinder", "cephfs"),
    *("azureFile", "vsphereVolume", "azureDisk", "photonPersistentDisk"),
)
_SOURCES = (
    *("hostPath", "gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "flocker", "nfs", "rbd", "quobyte"),
    *("cephfs", "iscsi", "cinder", "fc", "flexVolume", "azureFile", "vsphereVolume", "photonPersistentDisk"),
    *("portworxVolume", "azureDisk", "scaleIO", "local", "storageos", "csi"),
)
"""In the order of the API server, which lets a flexVolume stand behind another."""
_CLASSES_OF_ATTRIBUTES = 34
"""The version from which on every cluster knows VolumeAttributesClasses."""


FIELDS: Fields = {
    "core.v1.PersistentVolumeSpec": {
        "storageClassName": {"anyOf": [{"const": ""}, DNS_SUBDOMAIN]},
        "volumeAttributesClassName": since(_CLASSES_OF_ATTRIBUTES, DNS_SUBDOMAIN),
        "volumeMode": {"enum": ["Filesystem", "Block"]},
    },
}

REQUIRED: Names = {
    "core.v1.PersistentVolume": ("spec",),
    "core.v1.PersistentVolumeSpec": ("accessModes",),
    "core.v1.VolumeNodeAffinity": ("required",),
}
"""Fields that the API server requires and the published schema does not."""

READ_AS: Readings = {"core.v1.PersistentVolume": STATUS}
"""Fields whose value follows other rules than elsewhere."""


def _mount_options(value: Document, _: Place) -> Iterator[Refusal]:
    if _MOUNT_OPTIONS not in value.get("metadata", {}).get("annotations", {}):
        return
    if not any(source in value["spec"] for source in _WITH_MOUNT_OPTIONS):
        yield Refusal(("metadata", "annotations", _MOUNT_OPTIONS), "stands at a volume that takes no mount options")


def _one_source(value: Document, _: Place) -> Iterator[Refusal]:
    given = [source for source in _SOURCES if source in value]
    if not given:
        yield Refusal((), f"needs a source of the volume, as {', '.join(('csi', 'nfs', 'local', 'hostPath'))}")
    for source in given[1:]:
        if source != "flexVolume":
            yield Refusal((source,), f"stands beside {given[0]}; only one of them may be there")
            return


def _capacity(value: Document, place: Place) -> Iterator[Refusal]:
    if place.kind != "PersistentVolume":  # volumes within a VolumeAttachment have none
        return
    capacity = value.get("capacity", {})
    if "storage" not in capacity:
        yield Refusal(("capacity",), f"needs storage{', and nothing else' if capacity else ''}", "quantity")
    elif len(capacity) > 1:
        yield Refusal(("capacity",), "holds more than storage", "quantity")
    elif (amount := amount_of(capacity["storage"])) is not None and amount <= 0:
        yield Refusal(("capacity", "storage"), f"{capacity['storage']} is not above zero", "quantity")


def _access_modes(value: Document, _: Place) -> Iterator[Refusal]:
    if "ReadWriteOncePod" in (modes := {*value["accessModes"]}) and len(modes) > 1:
        yield Refusal(("accessModes",), "holds ReadWriteOncePod, which allows no other beside it")


def _local_has_node(value: Document, _: Place) -> Iterator[Refusal]:
    if "local" in value and "nodeAffinity" not in value:
        yield Refusal(("nodeAffinity",), "is missing, where the volume is on the disk of a node")


def _root_not_recycled(value: Document, _: Place) -> Iterator[Refusal]:
    path = value.get("hostPath", {}).get("path")
    if path and posixpath.normpath(path).strip("/") == "" and value.get("persistentVolumeReclaimPolicy") == "Recycle":
        yield Refusal(("persistentVolumeReclaimPolicy",), "is Recycle, which would delete all files of the node")


def _attributes_of_csi(value: Document, place: Place) -> Iterator[Refusal]:
    given = "volumeAttributesClassName" in value and place.minor >= _CLASSES_OF_ATTRIBUTES
    if given and "csi" not in value:
        yield Refusal(("volumeAttributesClassName",), "stands at a volume that is none of csi")


def _name_in_iscsi(value: Document, place: Place) -> Iterator[Refusal]:
    """The name of the volume and the portal make one name of 64 characters at most."""
    iscsi = value.get("iscsi", {})
    name = f"{place.document.get('metadata', {}).get('name', '')}:{iscsi.get('targetPortal')}"
    if "initiatorName" in iscsi and place.kind == "PersistentVolume" and len(name.encode()) > 64:
        yield Refusal(("iscsi", "targetPortal"), f"makes '{name}', above 64 characters, where initiatorName is given")


TOGETHER: Together = {
    "core.v1.PersistentVolume": (_mount_options,),
    "core.v1.PersistentVolumeSpec": (
        *(_one_source, _capacity, _access_modes, _local_has_node, _root_not_recycled, _attributes_of_csi),
        _name_in_iscsi,
    ),
}
