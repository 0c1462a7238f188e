"""An image that cannot change is asked for at every start.

Why: each start asks the registry; when it is away, pods do not start although their node holds the image.
Fix: set `imagePullPolicy: IfNotPresent`: a digest never means another image.
In settings: set `pull_policy="IfNotPresent"`: a digest never means another image.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.images import containers_with_image
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container, image in containers_with_image(manifests):
        if image.digest is not None and container.spec.get("imagePullPolicy") == "Always":
            yield Finding(
                container.where("imagePullPolicy"),
                "Always asks the registry at each start for an image that cannot change",
            )
