"""Which containers run the image that `image/Dockerfile` builds, and what that image's USER is in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plainsail.delivery.dockerfile import Dockerfile
from plainsail.manifests.images import Reference, parse
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container

_APP = "app"
_USERS = {"root": 0, "daemon": 1, "www-data": 33, "nobody": 65534}
_GROUPS = {**_USERS, "nogroup": 65534}
_ALPINE = {"www-data": 82, "daemon": 2}
_NEW_USER = re.compile(r"\b(?:useradd|adduser|groupadd|addgroup)\b[^;&|\n]*")


class Owner(NamedTuple):
    """User and group in numbers; None where no number is known."""

    user: int | None
    group: int | None


def own_containers(manifests: Manifests) -> Iterator[Container]:
    """The containers of the image that `image/Dockerfile` builds, the app's; those of jobs come last.

    Of several apps with different images it is those that a workflow names.
    """
    repositories = {
        image.name: image
        for container in manifests.containers()
        if container.resource.app and container.name == _APP and (image := image_of(container))
    }
    if len(repositories) > 1:
        texts = [workflow.text for workflow in manifests.delivery.workflows]
        repositories = {
            name: image for name, image in repositories.items() if any(image.repository in text for text in texts)
        }
    for container in sorted(manifests.containers(), key=lambda each: each.pod.ends):
        image = image_of(container)
        if container.resource.app and image and image.name in repositories:
            yield container


def image_of(container: Container) -> Reference | None:
    """The container's image; None where it is none."""
    return parse(container.spec.get("image", ""))


def owner(dockerfile: Dockerfile, text: str) -> Owner:
    """A `user:group` of a Dockerfile in numbers: written so, created in it, or known to its distribution."""
    alpine = _ALPINE if "alpine" in dockerfile.final.base else {}
    made = _made(dockerfile)
    user, colon, group = text.strip("'\"").replace(".", ":", 1).partition(":")
    user_id = _number(user, {**_USERS, **alpine, **made})
    if colon and group:
        return Owner(user_id, _number(group, {**_GROUPS, **alpine, **made}))
    return Owner(user_id, None)


def _number(name: str, known: dict[str, int]) -> int | None:
    return int(name) if name.isdigit() else known.get(name)


def _made(dockerfile: Dockerfile) -> dict[str, int]:
    """Users and groups that the final image's own commands make, with the number that they are given."""
    made: dict[str, int] = {}
    for step in dockerfile.final.steps:
        for command in _NEW_USER.findall(step.value):
            number = re.search(r"\s(?:-u|-g|--uid|--gid)[ =]?(\d+)", command)
            names = [word for word in command.split()[1:] if re.fullmatch(r"[a-z_][a-z0-9_-]*", word)]
            if number and names:
                made[names[-1]] = int(number[1])
    return made
