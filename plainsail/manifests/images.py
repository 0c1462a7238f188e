"""Who runs which image."""

from collections.abc import Iterator

from constructs_lib.kubernetes.images import Reference, parse
from plainsail.delivery.dockerfile import Dockerfile
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
    """The containers of the images that are built here, each app's own; those of jobs come last.

    Where no registry tells which are, it is every app's.
    """
    registered = manifests.delivery.registered
    built = {(one.environment, one.app) for one in registered if one.dockerfile}
    ours = [
        (container, image)
        for container, image in containers_with_image(manifests)
        if (home := _home(container))[1] and (home in built or not registered)
    ]
    names = {(_home(container), image.name) for container, image in ours if container.name == "app"}
    return sorted((c for c, image in ours if (_home(c), image.name) in names), key=lambda container: container.pod.ends)


def built_containers(manifests: Manifests) -> Iterator[tuple[Container, Dockerfile]]:
    """The same, each with the Dockerfile that builds its image, where that can be read."""
    for container in own_containers(manifests):
        if dockerfile := manifests.delivery.dockerfile_of(*_home(container)):
            yield container, dockerfile


def _home(container: Container) -> tuple[str | None, str | None]:
    return container.resource.environment, container.resource.app
