"""The volumes of a pod, and which of them its containers mount."""

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
