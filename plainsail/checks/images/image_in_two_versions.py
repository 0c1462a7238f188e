"""One image runs in two versions within one app.

Init containers, workers and Jobs of an app usually run the image of its web pods. The CronJobs of a project's own apps
may have an image of their own; in other people's YAML, only CronJobs are compared, with the workloads of the same app
in the same folder.

Why: a migration or a job of another version meets data that it does not know.
Fix: name one version of the image everywhere.
In settings: set the image once (`image`); what needs another version on purpose sets its own with a waiver.
"""

from collections import defaultdict
from collections.abc import Iterator

from constructs_lib.kubernetes.images import Reference
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.images import containers_with_image
from plainsail.manifests.kinds import RUNNING
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container

SEVERITY: Severity = "warning"

_APP = ("app.kubernetes.io/instance", "app.kubernetes.io/name", "app.kubernetes.io/part-of", "app")
_HUB_OFFICIAL = "docker.io/library/"
"""Of tools, such as a database's client, two versions may well run side by side."""


def check(manifests: Manifests) -> Iterator[Finding]:
    versions: dict[tuple[str, str, str], dict[str, list[Container]]] = defaultdict(lambda: defaultdict(list))
    for container, image in containers_with_image(manifests):
        resource = container.resource
        if resource.environment and resource.app and not resource.is_a("CronJob"):
            versions[resource.environment, resource.app, image.name][container.spec["image"]].append(container)
    for containers in versions.values():
        usual = max(containers, key=lambda version: len(containers[version]))
        for other in [version for version in containers if version != usual]:
            for container in containers[other]:
                yield Finding(container.where("image"), f"runs {other}, the app's other containers {usual}")
    yield from _foreign(manifests)


def _foreign(manifests: Manifests) -> Iterator[Finding]:
    running: dict[tuple[str | None, ...], dict[str, Container]] = defaultdict(dict)
    jobs: list[tuple[tuple[str | None, ...], Container]] = []
    for container, image in containers_with_image(manifests):
        resource = container.resource
        if resource.environment is not None or image.name.startswith(_HUB_OFFICIAL):
            continue
        for key in _keys(container, image):
            if resource.is_a(*RUNNING):
                running[key].setdefault(container.spec["image"], container)
            elif resource.is_a("CronJob"):
                jobs.append((key, container))
    told: set[Container] = set()
    for key, container in jobs:
        others = running.get(key, {})
        own = container.spec["image"]
        if len(others) == 1 and own not in others and container not in told:
            told.add(container)
            [(usual, workload)] = others.items()
            yield Finding(container.where("image"), f"runs {own}, but {workload.resource.key} of the same app {usual}")


def _keys(container: Container, image: Reference) -> Iterator[tuple[str | None, ...]]:
    """Under what two workloads are of one app: folder, namespace, image and a label."""
    resource = container.resource
    folder = resource.path.rpartition("/")[0]
    labels = {**resource.labels, **container.pod.labels}
    for label in _APP:
        if label in labels:
            yield folder, resource.namespace, image.name, label, labels[label]
    yield folder, resource.namespace, image.name, "name", ""
