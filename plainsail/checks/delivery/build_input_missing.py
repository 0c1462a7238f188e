"""The settings say that an image is built from a file or folder that is not there.

Why: the pipeline fails when it builds the image, or builds it without what it is made of.
Fix: let `build` name the Dockerfile, its context and its sources as they lie in the project, or `build=None` where the
image is built elsewhere.
"""

from collections import defaultdict
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    delivery = manifests.delivery
    missing: dict[str, dict[str, None]] = defaultdict(dict)
    for one in delivery.registered:
        missing[one.app] |= {path: None for path in (one.dockerfile, *one.inputs) if path and path in delivery.absent}
    for app, paths in missing.items():
        if paths:
            message = (
                f"its image is built from {', '.join(paths)}, which {'is' if len(paths) == 1 else 'are'} not there"
            )
            yield Finding(Location("", 1, app=app), message, setting="image.build")
