"""One image runs in two versions within one app.

Init containers, workers and Jobs of an app usually run the image of its web pods. CronJobs are compared by a check of
their own.

Why: a migration or a job of another version meets data that it does not know.
Fix: name one version of the image everywhere.
In settings: set the image once (`image`); what needs another version on purpose sets its own with a waiver.
"""

from collections import defaultdict
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.images import containers_with_image
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container

SEVERITY: Severity = "warning"


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
