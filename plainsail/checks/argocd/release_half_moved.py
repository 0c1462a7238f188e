"""Pods of one app run different builds of its image.

Why: jobs and workers run yesterday's code against today's data.
Fix: let every pod of the app take the app's image; only the pin moves it.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.images import Reference
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.images import image_of
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "unsafe"

_NAME = "app.kubernetes.io/name"
_INSTANCE = "app.kubernetes.io/instance"


def check(manifests: Manifests) -> Iterator[Finding]:
    first: dict[tuple[object, ...], tuple[Container, Reference]] = {}
    for container in sorted(manifests.containers(), key=lambda container: container.pod.ends):
        image, group = image_of(container), _group(container)
        if image is None or group is None:
            continue
        other, build = first.setdefault((*group, image.name), (container, image))
        if not _same(image, build) and not _alternatives(container.resource, other.resource):
            yield Finding(
                container.where("image"),
                f"runs {_build(image)}, but {other.resource.key} runs {_build(build)} of the same image",
                severity=None if container.resource.environment else "warning",
            )


def _group(container: Container) -> tuple[object, ...] | None:
    """What tells the app: its folder; in somebody's YAML the common labels, and only what runs beside each other."""
    resource = container.resource
    if resource.app:
        return (resource.environment, resource.app)
    labels = container.pod.labels
    if container.list_name != "containers" or not {_NAME, _INSTANCE} <= set(labels):
        return None
    return (resource.namespace, labels[_NAME], labels[_INSTANCE])


def _alternatives(one: Resource, other: Resource) -> bool:
    """Whether two are one object in two files of somebody's YAML, of which one is applied."""
    return one is not other and one.environment is None and (one.key, one.namespace) == (other.key, other.namespace)


def _same(one: Reference, other: Reference) -> bool:
    if one.digest and other.digest:
        return one.digest == other.digest
    return (one.tag, one.digest) == (other.tag, other.digest)


def _build(image: Reference) -> str:
    digest = f"@{image.digest[:19]}" if image.digest else ""
    return f"{image.tag or ('' if digest else 'latest')}{digest}"
