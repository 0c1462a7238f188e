"""Who runs which image."""

from collections.abc import Iterator

from constructs_lib.kubernetes.images import Reference, parse
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container


def image_of(container: Container) -> Reference | None:
    """The container's image; None where it is none."""
    return parse(container.spec.get("image", ""))


def containers_with_image(manifests: Manifests) -> Iterator[tuple[Container, Reference]]:
    """Every container whose image parses; init containers and sidecars, too. Another check names those that do not."""
    for container in manifests.containers():
        if image := image_of(container):
            yield container, image


def own_containers(manifests: Manifests) -> list[Container]:
    """The containers of the image that `image/Dockerfile` builds, the app's; those of jobs come last.

    Of several apps with different images it is those that a workflow names.
    """
    ours = [(container, image) for container, image in containers_with_image(manifests) if container.resource.app]
    repositories = {image.name: image.repository for container, image in ours if container.name == "app"}
    if len(repositories) > 1:
        texts = [workflow.text for workflow in manifests.delivery.workflows]
        repositories = {name: path for name, path in repositories.items() if any(path in text for text in texts)}
    return sorted((container for container, image in ours if image.name in repositories), key=lambda c: c.pod.ends)
