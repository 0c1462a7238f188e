"""The image and its pods run as different users.

Why: what the image made writable is not writable for the process, and what it wrote is not its own.
Fix: let `pod_user` be the number of the Dockerfile's final USER.
"""

from collections.abc import Iterator

from plainsail.delivery.dockerfile import Dockerfile, Owner, owner
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.images import built_containers
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import effective

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    told: set[tuple[object, ...]] = set()
    for container, dockerfile in built_containers(manifests):
        instruction = dockerfile.final.user
        image = owner(dockerfile, instruction.value) if instruction else Owner(0, 0)
        user, group = (effective(container, name) for name in ("runAsUser", "runAsGroup"))
        key = (container.resource.environment, container.resource.app, user, group)
        if key not in told and (_differ(user, image.user) or _differ(group, image.group)):
            told.add(key)
            shown = ":".join(str(number) for number in (user, group) if number is not None)
            yield Finding(container.pod.where("securityContext"), f"runs as {shown}, but {_said(dockerfile, image)}")


def _differ(pod: object, image: int | None) -> bool:
    return pod is not None and image is not None and pod != image


def _said(dockerfile: Dockerfile, image: Owner) -> str:
    user = dockerfile.final.user
    if user is None:
        return f"{dockerfile.path} names no USER, so the image runs as root"
    numbers = ":".join(str(number) for number in image if number is not None)
    meaning = "" if user.value == numbers else f", which is {numbers}"
    return f"{dockerfile.path}:{user.line} says USER {user.value}{meaning}"
