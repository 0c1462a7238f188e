"""The volumes of a container, as far as a container engine can be told about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plainsail.manifests.pods import Container
from plainsail.manifests.quantities import amount_of

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
    """What the container then goes without, in words."""


def mounts(container: Container) -> Iterator[Mount]:
    """Every mount: emptyDirs become a tmpfs of their size, everything else is somewhere else's content."""
    volumes = {volume["name"]: volume for volume in container.pod.spec.get("volumes", [])}
    mounted: list[dict[str, Any]] = container.spec.get("volumeMounts", [])
    times = Counter(mount["name"] for mount in mounted)
    for index, mount in enumerate(mounted):
        field = container.where(f"volumeMounts[{index}]").field
        volume, path = volumes.get(mount["name"], {}), mount["mountPath"]
        size = amount_of(volume.get("emptyDir", {}).get("sizeLimit"))
        if "emptyDir" not in volume or ":" in path:  # a colon ends the path in an engine's option
            yield Mount(field, left_out=f"{_source(volume, mount['name'])} at {path}")
            continue
        shared = f"that {path} and others are one volume" if times[mount["name"]] > 1 else None
        unlimited = f"the size of {path}" if size is None and "sizeLimit" in volume["emptyDir"] else None
        yield Mount(
            field, option=_tmpfs(path, size, read_only=mount.get("readOnly", False)), left_out=shared or unlimited
        )


def _tmpfs(path: str, size: Any, *, read_only: bool) -> str:
    """An emptyDir: writable for everybody, programs may be run from it, and no larger than its limit."""
    limit = f",size={int(size)}" if size else ""
    # Engines would forbid to execute files there; the kubelet does not.
    return f"{path}:{'ro' if read_only else 'rw'},exec,nosuid,nodev,mode=0777{limit}"


def _source(volume: dict[str, Any], name: str) -> str:
    for kind, (shown, key) in _SOURCES.items():
        if kind in volume:
            return f"the {shown} {volume[kind].get(key, name)}"
    return f"the volume {name}"
