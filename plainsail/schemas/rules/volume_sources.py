"""What the API server refuses in the sources of volumes (`pkg/apis/core/validation`).

Here are those of PersistentVolumes, and those that they share with pods (`NFSVolumeSource`); what only pods have is
beside the volumes of pods.
"""

from collections.abc import Iterator, Mapping

from constructs_lib.kubernetes import names
from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import CONCERN, WORDS, Schema
from plainsail.schemas.rules.together import FieldRule, Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.words import DNS_LABEL, DNS_SUBDOMAIN, NOT_EMPTY, number, one_of, text

NO_BACKSTEPS: Schema = {
    "allOf": [
        NOT_EMPTY,
        {"not": {"pattern": r"(^|/)\.\.(/|$)"}, WORDS: "goes up with '..'", CONCERN: "object"},
    ]
}
"""A path without `..`."""
DRIVER = text(
    "object",
    f"(?i:{names.SUBDOMAIN})",
    "is no name of a CSI driver: a DNS name of 63 characters at most",
    longest=63,
)
"""The name of a CSI driver, which may have capital letters."""
ISCSI_NAME = text(
    "object",
    r"(iqn|iqn.*iqn)\.[0-9]{4}-[0-9]{2}\.[A-Za-z0-9.-]+:[^,;*&$|\t\n\f\r ]+"
    "|eui.[A-Za-z0-9]{16}|naa.[A-Za-z0-9]{32}",
    "is no name in iSCSI: iqn.2026-01.com.example:disk, eui. and 16 digits, or naa. and 32",
)
LUN = number(0, 255)
_PAIR = r"([^:\[\],]*|\[[^\[\],]*\]):[^:\[\],]*"
_REGISTRY = text("object", f"{_PAIR}(,{_PAIR})*", "is no host:port, nor several with ',' between")
SECRET: Schema = {"properties": {"name": NOT_EMPTY}, "required": ["name"]}
_SECRET: Schema = {"properties": {"name": NOT_EMPTY, "namespace": NOT_EMPTY}, "required": ["name", "namespace"]}
_CSI_SECRET: Schema = {**_SECRET, "properties": {"name": DNS_SUBDOMAIN, "namespace": DNS_LABEL}}
_CSI_SECRETS = (
    "controllerExpandSecretRef",
    "controllerPublishSecretRef",
    "nodeExpandSecretRef",
    "nodePublishSecretRef",
)
_PARTITION = number(0, 255)
_MONITORS: Schema = {"minItems": 1}
_NAMED: Mapping[str, FieldRule] = {"volumeID": NOT_EMPTY}

FIELDS: Fields = {
    "core.v1.AWSElasticBlockStoreVolumeSource": {"partition": _PARTITION, **_NAMED},
    "core.v1.AzureDiskVolumeSource": {
        "cachingMode": {"enum": ["None", "ReadOnly", "ReadWrite"]},
        "diskName": NOT_EMPTY,
        "diskURI": NOT_EMPTY,
        "kind": {"enum": ["Dedicated", "Managed", "Shared"]},
    },
    "core.v1.AzureFilePersistentVolumeSource": {
        "secretName": NOT_EMPTY,
        "secretNamespace": NOT_EMPTY,
        "shareName": NOT_EMPTY,
    },
    "core.v1.CSIPersistentVolumeSource": {
        "driver": DRIVER,
        "volumeHandle": NOT_EMPTY,
        **dict.fromkeys(_CSI_SECRETS, _CSI_SECRET),
    },
    "core.v1.CephFSPersistentVolumeSource": {"monitors": _MONITORS},
    "core.v1.CinderPersistentVolumeSource": {"secretRef": _SECRET, **_NAMED},
    "core.v1.FlexPersistentVolumeSource": {"driver": NOT_EMPTY},
    "core.v1.FlockerVolumeSource": {"datasetName": text("object", "[^/]*", "holds '/'")},
    "core.v1.GCEPersistentDiskVolumeSource": {"partition": _PARTITION, "pdName": NOT_EMPTY},
    "core.v1.GlusterfsPersistentVolumeSource": {
        "endpoints": NOT_EMPTY,
        "endpointsNamespace": DNS_LABEL,
        "path": NOT_EMPTY,
    },
    "core.v1.HostPathVolumeSource": {
        "path": NO_BACKSTEPS,
        "type": one_of("DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice"),
    },
    "core.v1.ISCSIPersistentVolumeSource": {
        "initiatorName": ISCSI_NAME,
        "iqn": ISCSI_NAME,
        "lun": LUN,
        "secretRef": SECRET,
        "targetPortal": NOT_EMPTY,
    },
    "core.v1.LocalVolumeSource": {"path": NO_BACKSTEPS},
    "core.v1.NFSVolumeSource": {"path": text("object", "/.*", "does not begin with '/'"), "server": NOT_EMPTY},
    "core.v1.PhotonPersistentDiskVolumeSource": {"pdID": NOT_EMPTY},
    "core.v1.PortworxVolumeSource": _NAMED,
    "core.v1.QuobyteVolumeSource": {"registry": _REGISTRY, "tenant": {"maxLength": 64}, "volume": NOT_EMPTY},
    "core.v1.RBDPersistentVolumeSource": {"image": NOT_EMPTY, "monitors": _MONITORS},
    "core.v1.ScaleIOPersistentVolumeSource": {"gateway": NOT_EMPTY, "system": NOT_EMPTY, "volumeName": NOT_EMPTY},
    "core.v1.StorageOSPersistentVolumeSource": {
        "secretRef": _SECRET,
        "volumeName": DNS_LABEL,
        "volumeNamespace": {"anyOf": [{"const": ""}, DNS_LABEL]},
    },
    "core.v1.VsphereVirtualDiskVolumeSource": {"volumePath": NOT_EMPTY},
}

REQUIRED: Names = {
    "core.v1.ScaleIOPersistentVolumeSource": ("volumeName",),
    "core.v1.StorageOSPersistentVolumeSource": ("volumeName",),
}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Names = {
    "core.v1.ISCSIPersistentVolumeSource": ("lun",),
    "core.v1.ScaleIOPersistentVolumeSource": ("secretRef",),
}
"""Fields that the published schema requires and the API server does not."""


def iscsi_secret(value: Document, _: Place) -> Iterator[Refusal]:
    """Who logs in has a password."""
    for field in ("chapAuthDiscovery", "chapAuthSession"):
        if value.get(field) and "secretRef" not in value:
            yield Refusal(("secretRef",), f"is missing, where {field} is true")


def flex_options(value: Document, _: Place) -> Iterator[Refusal]:
    """The options of Kubernetes are its own."""
    for option in value.get("options", {}):
        owner = f".{option.partition('/')[0].lower()}"
        if owner.endswith((".kubernetes.io", ".k8s.io")):
            yield Refusal(("options", option), "is reserved: kubernetes.io and k8s.io are Kubernetes' own")


def _disk_of_azure(value: Document, _: Place) -> Iterator[Refusal]:
    managed = value.get("kind", "Shared") == "Managed"
    start = "/subscriptions/" if managed else "https://"
    if not value["diskURI"].startswith(start):
        kind = f"kind is {value['kind']}" if "kind" in value else "kind is Shared, which is the default"
        yield Refusal(("diskURI",), f"'{value['diskURI']}' does not begin with {start}, where {kind}")


def _fibre_channel(value: Document, _: Place) -> Iterator[Refusal]:
    names_, ids = value.get("targetWWNs"), value.get("wwids")
    if names_ and ids:
        yield Refusal(("wwids",), "stands beside targetWWNs; only one of them may be there")
    elif not names_ and not ids:
        yield Refusal((), "needs one of targetWWNs, wwids")
    if not names_:
        return
    if "lun" not in value:
        yield Refusal(("lun",), "is missing, where there are targetWWNs")
    elif not 0 <= value["lun"] <= 255:
        yield Refusal(("lun",), f"{value['lun']} is not between 0 and 255")


def _dataset(value: Document, _: Place) -> Iterator[Refusal]:
    given = [field for field in ("datasetName", "datasetUUID") if value.get(field)]
    if not given:
        yield Refusal((), "needs one of datasetName, datasetUUID")
    elif len(given) > 1:
        yield Refusal(("datasetUUID",), "stands beside datasetName; only one of them may be there")


TOGETHER: Together = {
    "core.v1.AzureDiskVolumeSource": (_disk_of_azure,),
    "core.v1.FCVolumeSource": (_fibre_channel,),
    "core.v1.FlexPersistentVolumeSource": (flex_options,),
    "core.v1.FlockerVolumeSource": (_dataset,),
    "core.v1.ISCSIPersistentVolumeSource": (iscsi_secret,),
}
