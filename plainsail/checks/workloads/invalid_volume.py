"""A volume has no source, or two; a path in it leads out of it.

Why: the API server refuses the pod.
Fix: give it one source, `emptyDir: {}` for a folder that lives as long as the pod, and paths without '..'.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"

_PROJECTED = ("clusterTrustBundle", "configMap", "downwardAPI", "podCertificate", "secret", "serviceAccountToken")


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("volume")(manifests)
    for pod in manifests.pods():
        for index, volume in enumerate(pod.spec.get("volumes", [])):
            for message in _wrong(volume):
                yield Finding(pod.where(f"volumes[{index}]"), message)
    for container in manifests.containers():
        for index, mount in enumerate(container.spec.get("volumeMounts", [])):
            for field in ("subPath", "subPathExpr"):
                if ".." in mount.get(field, "").split("/"):
                    where = container.where(f"volumeMounts[{index}].{field}")
                    yield Finding(where, f"'{mount[field]}' leads out of the volume")
            if mount.get("subPath") and mount.get("subPathExpr"):
                where = container.where(f"volumeMounts[{index}]")
                yield Finding(where, "has subPath and subPathExpr")


def _wrong(volume: dict[str, Any]) -> Iterator[str]:
    sources = [name for name in volume if name != "name"]
    if not sources:
        yield "has no source"
    if len(sources) > 1:
        yield f"has {' and '.join(sources)}"
    for projected in volume.get("projected", {}).get("sources", []):
        kinds = [name for name in projected if name in _PROJECTED]
        if len(kinds) > 1:
            yield f"one of its sources has {' and '.join(kinds)}"
    for source in (*volume.values(), *(item for projection in _projections(volume) for item in projection.values())):
        for item in source.get("items", []) if isinstance(source, dict) else []:
            if ".." in item.get("path", "").split("/"):
                yield f"'{item['path']}' leads out of the volume"


def _projections(volume: dict[str, Any]) -> list[dict[str, Any]]:
    sources: list[dict[str, Any]] = volume.get("projected", {}).get("sources", [])
    return sources
