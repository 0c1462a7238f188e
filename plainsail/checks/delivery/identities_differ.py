"""User, group and group of the volumes are not one identity.

Why: a file that one of them writes, another cannot read or replace, and it shows in production first.
Fix: let `pod_user` decide all of them: runAsUser, runAsGroup and fsGroup of every pod of the app.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.images import image_of
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pod_security import effective
from plainsail.manifests.pods import Container

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"

_IDENTITY = ("runAsUser", "runAsGroup", "fsGroup")


def check(manifests: Manifests) -> Iterator[Finding]:
    first: dict[tuple[str | None, str | None, str], tuple[Container, object]] = {}
    for container in manifests.containers():
        image = image_of(container)
        if not container.resource.app or image is None or not _is_the_apps(container, image.name):
            continue
        identity = {name: effective(container, name) for name in _IDENTITY}
        numbers = {name: number for name, number in identity.items() if number is not None}
        if len(set(numbers.values())) > 1:
            shown = ", ".join(f"{name} {number}" for name, number in numbers.items())
            yield _finding(container, f"{shown}: not one identity")
        group = (container.resource.environment, container.resource.app, image.name)
        other, user = first.setdefault(group, (container, identity["runAsUser"]))
        if identity["runAsUser"] != user and None not in (identity["runAsUser"], user):
            message = f"runs as {identity['runAsUser']}, but {other.resource.key} of the same image as {user}"
            yield _finding(container, message)


def _is_the_apps(container: Container, image: str) -> bool:
    """Whether it runs the image of the pod's main container; a sidecar of another image may be somebody else."""
    main = image_of(next(container.pod.main_containers))
    return main is not None and main.name == image


def _finding(container: Container, message: str) -> Finding:
    owner = container if set(_IDENTITY) & set(container.security) else container.pod
    return Finding(owner.where("securityContext"), message)
