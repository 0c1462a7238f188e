"""What the API server refuses in volumes of storage that it knows by name, where only pods have them so.

After `k8s.io/kubernetes/pkg/apis/core/validation`. What PersistentVolumes share with pods is stated with those.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.forms import forms, needs, out_of_folder
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.volume_sources import ISCSI_NAME, LUN, flex_options, iscsi_secret
from plainsail.schemas.rules.words import DNS_LABEL, NOT_EMPTY


def of_volume(volume: Document, _: Place) -> Iterator[Refusal]:
    """What a volume's name makes wrong with its source."""
    source = volume.get("iscsi", {})
    if "initiatorName" in source and len(f"{volume['name']}:{source['targetPortal']}") > 64:
        message = "with initiatorName, the volume's name and targetPortal have 64 characters together at most"
        yield Refusal(("iscsi", "targetPortal"), message, "volume")


def _git(volume: Document, _: Place) -> Iterator[Refusal]:
    yield from out_of_folder(volume.get("directory", ""), "directory")


def _named_secret(volume: Document, _: Place) -> Iterator[Refusal]:
    if "secretRef" in volume and not volume["secretRef"].get("name"):
        yield Refusal(("secretRef", "name"), "is required", "volume")


def _empty(*fields: str) -> dict[str, Schema]:
    """Fields that must not be empty."""
    return dict.fromkeys(fields, NOT_EMPTY)


FIELDS: Fields = {
    "core.v1.AzureFileVolumeSource": _empty("secretName", "shareName"),
    "core.v1.CephFSVolumeSource": {"monitors": {"minItems": 1}},
    "core.v1.CinderVolumeSource": _empty("volumeID"),
    "core.v1.FlexVolumeSource": _empty("driver"),
    "core.v1.GitRepoVolumeSource": _empty("repository"),
    "core.v1.GlusterfsVolumeSource": _empty("endpoints", "path"),
    "core.v1.ISCSIVolumeSource": {
        "initiatorName": ISCSI_NAME,
        "iqn": ISCSI_NAME,
        "lun": LUN,
        **_empty("targetPortal"),
    },
    "core.v1.RBDVolumeSource": {"monitors": {"minItems": 1}, **_empty("image")},
    "core.v1.ScaleIOVolumeSource": _empty("gateway", "system"),
}

NOT_REQUIRED: Names = {"core.v1.ISCSIVolumeSource": ("lun",), "core.v1.ScaleIOVolumeSource": ("secretRef",)}
"""Fields that the published schema requires and the API server does not."""

TOGETHER: Together = {
    "core.v1.CinderVolumeSource": (_named_secret,),
    "core.v1.FlexVolumeSource": (flex_options,),
    "core.v1.GitRepoVolumeSource": (_git,),
    "core.v1.ISCSIVolumeSource": (iscsi_secret,),
    "core.v1.ScaleIOVolumeSource": (needs("volumeName", concern="volume"),),
    "core.v1.StorageOSVolumeSource": (
        needs("volumeName", concern="volume"),
        forms(volumeName=DNS_LABEL, volumeNamespace=DNS_LABEL),
        _named_secret,
    ),
}
