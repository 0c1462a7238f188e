"""A container must not be root, but its user has no number.

Why: the kubelet cannot tell whether a USER that is a name is root, and refuses to start the container.
Fix: set the number of the image's USER: `runAsUser` on the pod.
In settings: set the number of the image's USER: `pod_user`, or `runAsUser` on the pod.
"""

from collections.abc import Iterator

from plainsail.delivery.dockerfile import Dockerfile
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.images import built_containers
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import effective, is_windows

SEVERITY: Severity = "warning"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    built = dict(built_containers(manifests))
    for container in manifests.containers():
        if not effective(container, "runAsNonRoot") or effective(container, "runAsUser") is not None:
            continue
        if is_windows(container.pod):
            continue
        dockerfile = built.get(container)
        named = _named_user(dockerfile)
        if named == "":
            continue
        message = "runs as the image's USER, which starts only if that is a number"
        if dockerfile and named:
            message = f"{dockerfile.path} says USER {named}, a name, so the container never starts"
        ours = container.resource.is_ours
        yield Finding(
            container.where("securityContext.runAsUser"),
            message,
            severity="error" if named else None if ours else "info",
        )


def _named_user(dockerfile: Dockerfile | None) -> str | None:
    """The USER of our own image where it is a name, empty where it is a number, None where nobody knows."""
    if dockerfile is None or dockerfile.final.user is None:
        return None
    user = dockerfile.final.user.value.partition(":")[0]
    return "" if user.isdigit() else user
