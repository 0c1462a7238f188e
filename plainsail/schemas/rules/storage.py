"""What the API server refuses in storage classes, CSI drivers and what attaches volumes.

After `pkg/apis/storage/validation`; volumes and claims are beside it.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes import names
from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.rules.together import (
    STATUS,
    Fields,
    Names,
    Place,
    Readings,
    Refusal,
    Together,
    exactly_one,
    of_versions,
    since,
    unique,
)
from plainsail.schemas.rules.volume_sources import DRIVER
from plainsail.schemas.rules.words import (
    DNS_SUBDOMAIN,
    LABEL_KEY,
    NOT_NEGATIVE,
    number,
    one_of,
    text,
)

_PROVISIONER = text(
    "object",
    rf"((?i:{names.SUBDOMAIN})/)?{names.QUALIFIED}",
    "is no name of a provisioner: letters, digits, '-', '_' and '.' within, 63 characters at most, after a DNS name "
    "and '/' if any",
)
_ATTRIBUTES = ("v1", "v1beta1", "v1alpha1")
_MOST_PARAMETERS, _LONGEST_PARAMETERS = 512, 256 * 1024


FIELDS: Fields = {
    "core.v1.TopologySelectorLabelRequirement": {"key": LABEL_KEY, "values": {"minItems": 1, "uniqueItems": True}},
    "core.v1.TopologySelectorTerm": {"matchLabelExpressions": {"minItems": 1}},
    "storage.v1.CSIDriverSpec": {
        "fsGroupPolicy": {"enum": ["ReadWriteOnceWithFSType", "File", "None"]},
        "nodeAllocatableUpdatePeriodSeconds": since(34, number(10)),
        "volumeLifecycleModes": {"items": {"enum": ["Persistent", "Ephemeral"]}},
    },
    "storage.v1.CSINodeDriver": {
        "name": DRIVER,
        "nodeID": {"minLength": 1, "maxLength": 256},
        "topologyKeys": {"items": LABEL_KEY, "uniqueItems": True},
    },
    **of_versions(
        "storage",
        ("v1", "v1beta1"),
        {"CSIStorageCapacity": {"capacity": NOT_NEGATIVE, "storageClassName": DNS_SUBDOMAIN}},
    ),
    "storage.v1.StorageClass": {"provisioner": _PROVISIONER, "reclaimPolicy": one_of("Delete", "Retain")},
    "storage.v1.TokenRequest": {"expirationSeconds": number(600, 2**32)},
    "storage.v1.VolumeAttachmentSource": {"persistentVolumeName": DNS_SUBDOMAIN},
    "storage.v1.VolumeAttachmentSpec": {"attacher": DRIVER, "nodeName": DNS_SUBDOMAIN},
    **of_versions(
        "storage",
        _ATTRIBUTES,
        {"VolumeAttributesClass": {"driverName": _PROVISIONER, "parameters": {"minProperties": 1}}},
    ),
    "storage.v1.VolumeNodeResources": {"count": number(0)},
}

REQUIRED: Names = {
    "core.v1.TopologySelectorTerm": ("matchLabelExpressions",),
    **of_versions("storage", _ATTRIBUTES, {"VolumeAttributesClass": ("parameters",)}),
}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Names = {
    "storage.v1.CSIDriver": ("spec",),
    "storage.v1.CSINode": ("spec",),
    "storage.v1.CSINodeSpec": ("drivers",),
    "storage.v1.TokenRequest": ("audience",),
}
"""Fields that the published schema requires and the API server does not."""

READ_AS: Readings = {"storage.v1.VolumeAttachment": STATUS}
"""Fields whose value follows other rules than elsewhere."""


def _parameters(value: Document, _: Place) -> Iterator[Refusal]:
    parameters: dict[str, str] = value.get("parameters", {})
    if len(parameters) > _MOST_PARAMETERS:
        yield Refusal(("parameters",), f"holds {len(parameters)} parameters, and {_MOST_PARAMETERS} is the most")
    elif sum(len(f"{key}{text}".encode()) for key, text in parameters.items()) > _LONGEST_PARAMETERS:
        yield Refusal(("parameters",), "is longer than 256 KiB")
    elif "" in parameters:
        yield Refusal(("parameters",), "holds a parameter without a name")


def _topologies(value: Document, _: Place) -> Iterator[Refusal]:
    """No term says what another says."""
    seen = []
    for index, term in enumerate(value.get("allowedTopologies", ())):
        said = {each["key"]: {*each["values"]} for each in term["matchLabelExpressions"]}
        if said in seen:
            yield Refusal(("allowedTopologies", index), "says the same as another term")
        seen.append(said)


def _tokens(value: Document, _: Place) -> Iterator[Refusal]:
    seen = set()
    for index, token in enumerate(value.get("tokenRequests", ())):
        if (audience := token.get("audience", "")) in seen:
            yield Refusal(("tokenRequests", index, "audience"), f"'{audience}' is there twice")
        seen.add(audience)
    if "serviceAccountTokenInSecrets" in value and not value.get("tokenRequests"):
        yield Refusal(("serviceAccountTokenInSecrets",), "may not be there where there are no tokenRequests")


def _inline_volume(value: Document, _: Place) -> Iterator[Refusal]:
    """Only a volume of CSI that was not claimed is attached without a PersistentVolume."""
    if (volume := value.get("inlineVolumeSpec")) is None:
        return
    if "csi" not in volume:
        yield Refusal(("inlineVolumeSpec",), "needs csi")
    forbidden = (
        "claimRef",
        "nodeAffinity",
        *(field for field in ("capacity", "storageClassName") if volume.get(field)),
    )
    for field in forbidden:
        if field in volume:
            yield Refusal(("inlineVolumeSpec", field), "may not stand in a volume within a VolumeAttachment")
    for field, only in (("persistentVolumeReclaimPolicy", "Retain"), ("volumeMode", "Filesystem")):
        if volume.get(field) not in (None, "", only):
            yield Refusal(("inlineVolumeSpec", field), f"may be {only} only in a VolumeAttachment")


TOGETHER: Together = {
    "core.v1.TopologySelectorTerm": (unique("matchLabelExpressions", "key"),),
    "storage.v1.CSIDriverSpec": (_tokens,),
    "storage.v1.CSINodeSpec": (unique("drivers", "name"),),
    "storage.v1.StorageClass": (_parameters, _topologies),
    "storage.v1.VolumeAttachmentSource": (exactly_one("inlineVolumeSpec", "persistentVolumeName"), _inline_volume),
    **of_versions("storage", _ATTRIBUTES, {"VolumeAttributesClass": (_parameters,)}),
}
