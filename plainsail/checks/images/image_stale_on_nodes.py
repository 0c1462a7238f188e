"""An image whose tag moves is pulled only where it is missing.

`latest`, or no tag, is always pulled unless `imagePullPolicy` says otherwise; every other tag is not.

Why: nodes that pulled the tag before keep the old image, others get the new one: two versions serve at once.
Fix: name the image by its digest, or set `imagePullPolicy: Always` for a tag that moves.
In settings: pin the image to a digest, or set `pull_policy="Always"` for a tag that moves.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.images import containers_with_image
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container, image in containers_with_image(manifests):
        policy = container.spec.get("imagePullPolicy")
        latest = image.tag in (None, "latest")
        # Without a word, Kubernetes pulls latest always, and every other tag where it is missing.
        if image.moves and (policy in ("IfNotPresent", "Never") or (policy is None and not latest)):
            tag = "latest" if image.tag is None else image.tag
            # A tag that is a version may move and seldom does; only its branch says that it will.
            yield Finding(
                container.where("imagePullPolicy"),
                f"the tag {tag!r} may move, and nodes that have it do not pull it again",
                severity=graded(container.resource, SEVERITY),
            )
