"""An image comes from Docker Hub, without credentials.

Only in a project's own `dist/`: what other people's YAML pulls is theirs to know.

Why: Docker Hub limits anonymous pulls by address; on a day when many nodes start, pods wait for it.
Fix: copy the image to a registry of your own, or name `imagePullSecrets`.
In settings: copy the image to the registry of the app's own, or set `image_pull_secrets`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.images import containers_with_image
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container, image in containers_with_image(manifests):
        pod = container.pod
        if pod.resource.environment and image.registry == "docker.io" and not pod.spec.get("imagePullSecrets"):
            yield Finding(
                container.where("image"),
                f"{container.spec['image']} is pulled from Docker Hub, which limits anonymous pulls",
            )
