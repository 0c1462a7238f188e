"""What the API server refuses in volumes of storage that it knows by name, where only pods have them so.

After `k8s.io/kubernetes/pkg/apis/core/validation`. What PersistentVolumes share with pods is stated with those.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.forms import forms, needs, out_of_folder
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.words import DNS_LABEL, NOT_EMPTY, number, text

_IQN = text(
    "volume",
    r"(?s:iqn.*)iqn\.[0-9]{4}-[0-9]{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+"
    r"|iqn\.[0-9]{4}-[0-9]{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+"
    r"|eui.[A-Za-z0-9]{16}|naa.[A-Za-z0-9]{32}",
    "is no name of iSCSI: iqn.<year>-<month>.<domain>:<name>, eui.<16 digits> or naa.<32 digits>",
)
_LUN = number(0, 255)
_RESERVED = (".kubernetes.io", ".k8s.io")


def iscsi(volume: Document, _: Place) -> Iterator[Refusal]:
    """What is wrong with a volume of iSCSI."""
    if (volume.get("chapAuthDiscovery") or volume.get("chapAuthSession")) and "secretRef" not in volume:
        yield Refusal(("secretRef",), "is required with CHAP", "volume")


def of_volume(volume: Document, _: Place) -> Iterator[Refusal]:
    """What a volume's name makes wrong with its source."""
    source = volume.get("iscsi", {})
    if "initiatorName" in source and len(f"{volume['name']}:{source['targetPortal']}") > 64:
        message = "with initiatorName, the volume's name and targetPortal have 63 characters together at most"
        yield Refusal(("iscsi", "targetPortal"), message, "volume")


def flex(volume: Document, _: Place) -> Iterator[Refusal]:
    """What is wrong with the options of a FlexVolume."""
    for key in volume.get("options", ()):
        if f".{key.partition('/')[0].lower()}".endswith(_RESERVED):
            yield Refusal(("options", key), "is in a domain that belongs to Kubernetes", "volume")


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
        "initiatorName": _IQN,
        "iqn": _IQN,
        "lun": _LUN,
        **_empty("targetPortal"),
    },
    "core.v1.RBDVolumeSource": {"monitors": {"minItems": 1}, **_empty("image")},
    "core.v1.ScaleIOVolumeSource": _empty("gateway", "system"),
}

NOT_REQUIRED: Names = {"core.v1.ISCSIVolumeSource": ("lun",), "core.v1.ScaleIOVolumeSource": ("secretRef",)}
"""Fields that the published schema requires and the API server does not."""

TOGETHER: Together = {
    "core.v1.CinderVolumeSource": (_named_secret,),
    "core.v1.FlexVolumeSource": (flex,),
    "core.v1.GitRepoVolumeSource": (_git,),
    "core.v1.ISCSIVolumeSource": (iscsi,),
    "core.v1.ScaleIOVolumeSource": (needs("volumeName", concern="volume"),),
    "core.v1.StorageOSVolumeSource": (
        needs("volumeName", concern="volume"),
        forms(volumeName=DNS_LABEL, volumeNamespace=DNS_LABEL),
        _named_secret,
    ),
}
