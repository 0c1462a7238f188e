"""Folders of a container that volumes take the place of."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plainsail.manifests.fields import mappings
from plainsail.manifests.pods import Container


@dataclass(frozen=True)
class Hidden:
    """A folder of the image that a volume hides."""

    path: str
    """Without a slash at its end."""
    volume: dict[str, Any]
    index: int
    """The place of the mount in `volumeMounts`."""

    @property
    def is_empty(self) -> bool:
        """Whether the volume is an emptyDir."""
        return "emptyDir" in self.volume

    def holds(self, path: str) -> bool:
        """Whether a path lies in the folder, or is the folder.

        >>> Hidden("/app", {}, 0).holds("/app/bin"), Hidden("/app", {}, 0).holds("/apple")
        (True, False)
        """
        return path == self.path or path.startswith(self.path.rstrip("/") + "/")


def hidden_folders(container: Container) -> Iterator[Hidden]:
    """The folders that a container's mounts hide, whole volumes only: those of `subPath` are not empty."""
    volumes = {volume["name"]: volume for volume in container.pod.spec.get("volumes", [])}
    for index, mount in enumerate(mappings(container.spec, "volumeMounts")):
        volume = volumes.get(mount["name"])
        if volume is not None and not mount.get("subPath") and not mount.get("subPathExpr"):
            path = posixpath.normpath(mount["mountPath"])
            yield Hidden("/" + path.lstrip("/") if path.startswith("/") else path, volume, index)


def is_filled(container: Container, hidden: Hidden) -> bool:
    """Whether another container may have put something into an emptyDir before this one reads it.

    One that mounts it at the same path in the same image sees the same emptiness.
    """
    name = hidden.volume["name"]
    for other in container.pod.containers:
        for mount in mappings(other.spec, "volumeMounts"):
            here = posixpath.normpath(mount["mountPath"]) == hidden.path
            same = here and other.spec.get("image") == container.spec.get("image")
            if mount["name"] == name and other is not container and not same:
                return True
    own = [mount for mount in mappings(container.spec, "volumeMounts") if mount["name"] == name]
    return len(own) > 1
