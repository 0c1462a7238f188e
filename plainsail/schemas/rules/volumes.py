"""What the API server refuses in the volumes of pods that hold files of other objects, or space.

After `k8s.io/kubernetes/pkg/apis/core/validation`. Drivers of storage stand in storage_drivers.py.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import quoted
from plainsail.schemas.rules import storage_drivers
from plainsail.schemas.rules.forms import forms, needs, out_of_folder, twice
from plainsail.schemas.rules.meta import TEMPLATE
from plainsail.schemas.rules.together import UNREAD, Fields, Place, Readings, Refusal, Together
from plainsail.schemas.rules.volume_sources import DRIVER
from plainsail.schemas.rules.words import DNS_LABEL, DNS_SUBDOMAIN, MODE, NOT_EMPTY, number, one_of

_SHORTEST_TOKEN = 600
_IMAGES_SINCE = 35
_PROJECTED = ("configMap", "downwardAPI", "secret", "serviceAccountToken")
"""Certificates (clusterTrustBundle, podCertificate) are dropped by default, and nothing is said of them."""


def of_pod(spec: Document, place: Place) -> Iterator[Refusal]:
    """What containers want of volumes that these are not."""
    volumes = {volume["name"]: volume for volume in spec.get("volumes", ())}
    for field in ("initContainers", "containers"):
        for index, container in enumerate(spec.get(field, ())):
            for number_, device in enumerate(container.get("volumeDevices", ())):
                volume = volumes.get(device["name"])
                if volume is not None and not volume.keys() & {"persistentVolumeClaim", "ephemeral"}:
                    message = f"the volume {device['name']} is no claim: only a claim can be a block device"
                    yield Refusal((field, index, "volumeDevices", number_, "name"), message, "volume")
            yield from _of_files(container, volumes, (field, index), place)
    name = place.document.get("metadata", {}).get("name") if place.kind == "Pod" else None
    made = {f"{name}-{volume['name']}" for volume in volumes.values() if name and "ephemeral" in volume}
    for index, volume in enumerate(spec.get("volumes", ())):
        if (claim := volume.get("persistentVolumeClaim", {}).get("claimName")) in made:
            message = f"{claim} is the claim that this pod makes for its ephemeral volume"
            yield Refusal(("volumes", index, "persistentVolumeClaim", "claimName"), message, "volume")


def _of_files(container: Document, volumes: Document, path: tuple[str | int, ...], place: Place) -> Iterator[Refusal]:
    """Variables that are read from a file of a volume."""
    for index, variable in enumerate(container.get("env", ()) if place.minor > 34 else ()):
        reference = variable.get("valueFrom", {}).get("fileKeyRef")
        if reference is None:
            continue
        where = (*path, "env", index, "valueFrom", "fileKeyRef", "volumeName")
        if (volume := volumes.get(reference["volumeName"])) is None:
            yield Refusal(where, f"the pod has no volume {reference['volumeName']}", "variable")
        elif volume.keys() - {"name", "emptyDir"}:
            yield Refusal(where, f"the volume {reference['volumeName']} must be an emptyDir", "variable")


def _volume(volume: Document, place: Place) -> Iterator[Refusal]:
    sources = [name for name in volume if name != "name"]
    if len(sources) > 1:
        yield Refusal((), f"has {' and '.join(sources)}; a volume has one source", "volume")
    if (
        "image" in volume
        and place.kind == "Pod"
        and place.minor >= _IMAGES_SINCE
        and not volume["image"].get("reference")
    ):
        yield Refusal(("image", "reference"), "is required", "volume")


def _item(item: Document, _: Place) -> Iterator[Refusal]:
    """A key that becomes a file."""
    yield from out_of_folder(item["path"], "path", name=True)


def _shown(file: Document, _: Place) -> Iterator[Refusal]:
    """A file of the downward API."""
    yield from out_of_folder(file["path"], "path", name=True)
    given = [field for field in ("fieldRef", "resourceFieldRef") if field in file]
    if len(given) != 1:
        message = (
            f"has {' and '.join(given)}; only one of them may be there"
            if given
            else "needs fieldRef or resourceFieldRef"
        )
        yield Refusal((), message, "volume")


def _token(token: Document, _: Place) -> Iterator[Refusal]:
    yield from out_of_folder(token["path"], "path", name=True)


def _projected(volume: Document, _: Place) -> Iterator[Refusal]:
    """Several sources in one folder."""
    found: list[str] = []
    where: list[tuple[str | int, ...]] = []
    for index, source in enumerate(volume.get("sources", ())):
        given = [name for name in _PROJECTED if name in source]
        if len(given) > 1:
            yield Refusal(("sources", index), f"has {' and '.join(given)}; a source is one of them", "volume")
        for kind in given:
            for number_, item in enumerate(source[kind].get("items", ())):
                found.append(item["path"])
                where.append(("sources", index, kind, "items", number_, "path"))
    for index, path in twice(found):
        if path:
            yield Refusal(where[index], f"{quoted(path)} is there twice", "volume")


def _csi(volume: Document, _: Place) -> Iterator[Refusal]:
    if (secret := volume.get("nodePublishSecretRef")) is not None:
        for refusal in (*needs("name")(secret, _), *forms(name=DNS_SUBDOMAIN)(secret, _)):
            yield refusal._replace(field=("nodePublishSecretRef", *refusal.field))


def _template(template: Document, _: Place) -> Iterator[Refusal]:
    """The claim of an ephemeral volume: it has a name and an owner by itself."""
    metadata = template.get("metadata", {})
    for field, value in metadata.items():
        if field not in ("annotations", "labels") and value not in ("", 0):
            yield Refusal(("metadata", field), "cannot be set: only labels and annotations can", "volume")


FIELDS: Fields = {
    "core.v1.CSIVolumeSource": {"driver": DRIVER},
    "core.v1.DownwardAPIVolumeFile": {"mode": MODE, "path": NOT_EMPTY},
    "core.v1.ImageVolumeSource": {
        "pullPolicy": lambda minor: one_of("Always", "IfNotPresent", "Never") if minor >= _IMAGES_SINCE else {}
    },
    "core.v1.KeyToPath": {"key": NOT_EMPTY, "mode": MODE, "path": NOT_EMPTY},
    "core.v1.PersistentVolumeClaimVolumeSource": {"claimName": NOT_EMPTY},
    "core.v1.ServiceAccountTokenProjection": {
        "expirationSeconds": number(_SHORTEST_TOKEN, 2**32),
        "path": NOT_EMPTY,
    },
    "core.v1.Volume": {"name": DNS_LABEL},
}

READ_AS: Readings = {
    "core.v1.PersistentVolumeClaimTemplate": {"metadata": TEMPLATE},
    "core.v1.VolumeProjection": dict.fromkeys(("clusterTrustBundle", "podCertificate"), UNREAD),
}
"""Fields whose value follows other rules than elsewhere: what is off by default is dropped."""

TOGETHER: Together = {
    "core.v1.CSIVolumeSource": (_csi,),
    "core.v1.ConfigMapProjection": (needs("name", concern="volume"),),
    "core.v1.ConfigMapVolumeSource": (needs("name", concern="volume"),),
    "core.v1.DownwardAPIVolumeFile": (_shown,),
    "core.v1.EphemeralVolumeSource": (needs("volumeClaimTemplate", concern="volume"),),
    "core.v1.KeyToPath": (_item,),
    "core.v1.PersistentVolumeClaimTemplate": (_template,),
    "core.v1.ProjectedVolumeSource": (_projected,),
    "core.v1.SecretProjection": (needs("name", concern="volume"),),
    "core.v1.SecretVolumeSource": (needs("secretName", concern="volume"),),
    "core.v1.ServiceAccountTokenProjection": (_token,),
    "core.v1.Volume": (_volume, storage_drivers.of_volume),
}
