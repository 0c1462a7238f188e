"""Production runs an image whose tag may move.

A digest never moves. A tag that looks like the name of one build (a version with its patch, a commit, a date, a
build's number) is taken for one that does not; `v1`, `8.3`, `stable` and `main` are not. Judged in environments named
production, prod or live; `latest` is the business of another check.

Why: a pod that starts on a fresh node runs code that nobody tested together with the rest, and rolling back brings the
same image.
Fix: name the image by its digest: `repository:tag@sha256:...`.
In settings: pin the image (`envs/<app>/image.json`), or set `digest` in `image`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.environments import is_production
from plainsail.manifests.images import containers_with_image
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container, image in containers_with_image(manifests):
        if is_production(container.resource.environment) and image.moves and image.tag not in (None, "latest"):
            yield Finding(
                container.where("image"),
                f"the tag {image.tag!r} may move, and there is no digest to hold production to one image",
            )
