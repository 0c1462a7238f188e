"""What the API server refuses in containers: names, ports and mounts.

After `k8s.io/kubernetes/pkg/apis/core/validation`. What depends on the whole pod stands in pods.py.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules import resources
from plainsail.schemas.rules.forms import climbs, misfit, out_of_folder, twice
from plainsail.schemas.rules.restarts import of_restarts
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.words import DNS_LABEL, IMAGE, NOT_EMPTY, PORT_NAME, PROTOCOL


def _mounts(container: Document, place: Place) -> Iterator[Refusal]:
    """Volumes that are mounted as files, and as block devices."""
    mounts, devices = container.get("volumeMounts", []), container.get("volumeDevices", [])
    privileged = bool(container.get("securityContext", {}).get("privileged"))
    for index, mount in enumerate(mounts):
        if mount.get("mountPropagation") == "Bidirectional" and not privileged:
            message = "Bidirectional is for privileged containers only"
            yield Refusal(("volumeMounts", index, "mountPropagation"), message, "volume")
    if not devices:
        return
    for key in ("name", "devicePath"):
        for index, value in twice([device[key] for device in devices]):
            yield Refusal(("volumeDevices", index, key), f"'{value}' is there twice", "volume")
    names, paths = {mount["name"] for mount in mounts}, {mount["mountPath"] for mount in mounts}
    for index, device in enumerate(devices):
        if device["name"] in names:
            message = f"'{device['name']}' is in volumeMounts, too: it is mounted as files, or a device"
            yield Refusal(("volumeDevices", index, "name"), message, "volume")
        if device["devicePath"] in paths:
            message = f"'{device['devicePath']}' is a path of volumeMounts, too"
            yield Refusal(("volumeDevices", index, "devicePath"), message, "volume")
        if climbs(device["devicePath"]):
            yield Refusal(("volumeDevices", index, "devicePath"), "holds '..'", "volume")


def _mount(mount: Document, place: Place) -> Iterator[Refusal]:
    for field in ("subPath", "subPathExpr"):
        yield from out_of_folder(mount.get(field, ""), field)
    if mount.get("subPath") and mount.get("subPathExpr"):
        yield Refusal((), "has subPath and subPathExpr; only one of them may be there", "volume")
    if mount.get("recursiveReadOnly") in ("Enabled", "IfPossible"):
        if not mount.get("readOnly"):
            yield Refusal(("recursiveReadOnly",), "needs readOnly: true", "volume")
        if mount.get("mountPropagation", "None") != "None":
            yield Refusal(("recursiveReadOnly",), "needs mountPropagation: None", "volume")


def _port(port: Document, _: Place) -> Iterator[Refusal]:
    if name := port.get("name"):
        yield from misfit(PORT_NAME, name, "name")


_CONTAINER: dict[str, Schema] = {"name": DNS_LABEL, "image": IMAGE}

FIELDS: Fields = {
    "core.v1.Container": _CONTAINER,
    "core.v1.ContainerPort": {"protocol": PROTOCOL},
    "core.v1.EphemeralContainer": _CONTAINER,
    "core.v1.VolumeDevice": {"name": NOT_EMPTY, "devicePath": NOT_EMPTY},
    "core.v1.VolumeMount": {
        "mountPath": NOT_EMPTY,
        "mountPropagation": {"enum": ["None", "HostToContainer", "Bidirectional"]},
        "name": NOT_EMPTY,
        "recursiveReadOnly": lambda minor: {"enum": ["Disabled", "IfPossible", "Enabled"]} if minor > 30 else {},
    },
}

REQUIRED: Names = {"core.v1.Container": ("image",)}
"""Fields that the API server requires and the published schema does not."""

TOGETHER: Together = {
    "core.v1.Container": (of_restarts, _mounts, resources.of_container),
    "core.v1.ContainerPort": (_port,),
    "core.v1.VolumeMount": (_mount,),
}
