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
    missing: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in delivery.registered:
        for path in dict.fromkeys(path for path in (one.dockerfile, *one.inputs) if path in delivery.absent):
            missing[one.app, str(path)].append(one.environment)
    for (app, path), environments in missing.items():
        where = Location("", 1, environments[0], app)
        yield Finding(where, f"{path} is not there, and the image of {app} is built from it", setting="image.build")
