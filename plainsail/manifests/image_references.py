"""The images of containers."""

from __future__ import annotations

from collections.abc import Iterator

from plainsail.manifests.images import Reference, parse
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container


def containers_with_image(manifests: Manifests) -> Iterator[tuple[Container, Reference]]:
    """Every container whose image parses; init containers and sidecars, too. Another check names those that do not."""
    for container in manifests.containers():
        image = parse(container.spec.get("image", ""))
        if image is not None:
            yield container, image
