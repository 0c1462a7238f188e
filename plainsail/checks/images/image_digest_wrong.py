"""An image's digest is none.

Why: no registry has such an image: the pod never starts (InvalidImageName or ErrImagePull).
Fix: write the digest of a build: `sha256:` and 64 hexadecimal digits.
In settings: write the digest of a build into the image pin; a digest is `sha256:` and 64 hexadecimal digits.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.images import containers_with_image
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container, image in containers_with_image(manifests):
        if image.wrong_digest is not None:
            yield Finding(container.where("image"), f"{image.digest!r} is no digest: {image.wrong_digest}")
