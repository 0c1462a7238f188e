"""The volumes of a pod, and which of them its containers mount."""

from __future__ import annotations

from collections.abc import Iterator

from plainsail.manifests.pods import Container, Pod


def volume_names(pod: Pod) -> set[str]:
    """Names that containers may mount: the pod's volumes, and the claims that a StatefulSet makes."""
    claims = pod.resource.spec.get("volumeClaimTemplates", []) if pod.resource.is_a("StatefulSet") else []
    return {volume["name"] for volume in pod.spec.get("volumes", [])} | {
        claim["metadata"]["name"] for claim in claims if "name" in claim.get("metadata", {})
    }


def mounts(container: Container) -> Iterator[tuple[str, str]]:
    """Field and volume's name of each mount, of files and of devices."""
    for field in ("volumeMounts", "volumeDevices"):
        for index, mount in enumerate(container.spec.get(field, [])):
            yield f"{field}[{index}].name", mount["name"]


def writable_mounts(container: Container) -> Iterator[str]:
    """Paths at which the container may write: those of volumes that are not files of the API server's."""
    read_only = {
        volume["name"]
        for volume in container.pod.spec.get("volumes", [])
        if {"configMap", "secret", "projected", "downwardAPI", "image"} & set(volume)
    }
    for mount in container.spec.get("volumeMounts", []):
        if not mount.get("readOnly") and mount["name"] not in read_only:
            yield mount["mountPath"]
