"""A volume is of a kind that Kubernetes mounts no longer by itself.

Why: the pod waits in ContainerCreating for a plugin that was taken out; no claim of such a class is ever bound.
Fix: use a volume of a CSI driver, by a claim of its StorageClass; instead of `gitRepo`, clone into an `emptyDir` in an
init container.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.obsolete import PROVISIONERS, VOLUMES, RetiredVolume
from plainsail.schemas.versions import minor_of

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_AHEAD = 2


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for index, volume in enumerate(pod.spec.get("volumes", [])):
            if "flexVolume" in volume:
                message = "flexVolume is deprecated since 1.23; use a CSI driver"
                yield Finding(pod.where("volumes", index, "flexVolume"), message, severity="info")
            for kind in _kinds(volume):
                where = pod.where("volumes", index, kind)
                yield from _finding(where, kind, VOLUMES[kind], pod.resource.kubernetes_version)
    for resource in manifests.resources:
        version = resource.kubernetes_version
        if resource.kind == "PersistentVolume":
            for kind in _kinds(resource.spec):
                yield from _finding(resource.where(("spec", kind)), kind, VOLUMES[kind], version)
        elif resource.kind == "StorageClass" and resource.document.get("provisioner") in PROVISIONERS:
            provisioner = resource.document["provisioner"]
            yield from _finding(resource.where("provisioner"), provisioner, PROVISIONERS[provisioner], version)


def _kinds(volume: Mapping[str, Any]) -> Iterator[str]:
    return (kind for kind in volume if kind in VOLUMES)


def _finding(where: Location, kind: str, retired: RetiredVolume, version: str) -> Iterator[Finding]:
    if not version:
        return
    ahead = retired.minor - minor_of(version)
    if ahead > _AHEAD:
        return
    if retired.driver:
        message = f"{kind} needs the CSI driver {retired.driver} in the cluster since 1.{retired.minor}"
        yield Finding(where, message, severity="info")
    elif kind == "gitRepo":
        message = f"gitRepo is switched off from 1.{retired.minor} on, unless the nodes enable GitRepoVolumeDriver"
        yield Finding(where, message, severity="warning")
    else:
        message = f"{kind} is mounted by nothing from Kubernetes 1.{retired.minor} on"
        # In other people's YAML, the version that they run may be an older one.
        yield Finding(where, message, severity="warning" if ahead > 0 or where.environment is None else None)
