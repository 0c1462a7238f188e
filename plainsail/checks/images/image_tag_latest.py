"""An image is tagged `latest`, or not at all, which means the same.

An error in environments named production, prod or live.

Why: which version runs depends on the hour at which a node pulled it; a restart may bring another, and there is no
version to go back to.
Fix: name the image by a version and a digest: `repository:1.2.3@sha256:...`.
In settings: pin the image (`envs/<app>/image.json`), or set a tag and a digest in `image`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.environments import is_production
from plainsail.manifests.images import containers_with_image
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"
MEANS: Meaning = "unsafe"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container, image in containers_with_image(manifests):
        if image.digest is None and image.tag in (None, "latest"):
            fault = "has no tag, which means latest" if image.tag is None else "is tagged latest"
            yield Finding(
                container.where("image"),
                f"{container.spec['image']} {fault}: another image on another day",
                severity="error" if is_production(container.resource.environment) else None,
            )
