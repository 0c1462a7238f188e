"""The volumes of a container, as far as a container engine can be told about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plainsail.kubernetes.pods import Container
from plainsail.kubernetes.quantities import amount_of

_SOURCES = {
    "configMap": ("ConfigMap", "name"),
    "persistentVolumeClaim": ("claim", "claimName"),
    "secret": ("Secret", "secretName"),
}


@dataclass(frozen=True)
class Mount:
    """What becomes of one mount."""

    field: str
    """Where the mount stands in its object."""
    option: str | None = None
    """The value of `--tmpfs`; None where the engine cannot be told."""
    left_out: str | None = None
    """What the container then goes without."""


def mounts(container: Container) -> Iterator[Mount]:
    """Every mount: emptyDirs become a tmpfs of their size, everything else is somewhere else's content."""
    volumes = {volume["name"]: volume for volume in container.pod.spec.get("volumes", [])}
    for index, mount in enumerate(container.spec.get("volumeMounts", [])):
        field = container.where(f"volumeMounts[{index}]").field
        volume = volumes.get(mount["name"], {})
        if "emptyDir" in volume:
            yield Mount(field, option=_tmpfs(mount, volume["emptyDir"] or {}))
        else:
            yield Mount(field, left_out=f"{_source(volume, mount['name'])} at {mount['mountPath']}")


def _tmpfs(mount: dict[str, Any], empty_dir: dict[str, Any]) -> str:
    """An emptyDir: writable for everybody, programs may be run from it, and no larger than its limit."""
    size = amount_of(empty_dir.get("sizeLimit"))
    limit = f",size={int(size)}" if size else ""
    # Engines would forbid to execute files there; the kubelet does not.
    access = "ro" if mount.get("readOnly") else "rw"
    return f"{mount['mountPath']}:{access},exec,nosuid,nodev,mode=0777{limit}"


def _source(volume: dict[str, Any], name: str) -> str:
    for kind, (shown, key) in _SOURCES.items():
        if kind in volume:
            return f"the {shown} {volume[kind].get(key, name)}"
    return f"the volume {name}"
