"""An Application prunes even when its folder is empty.

Why: the day a mistake empties the folder, or the path moves, Argo CD deletes everything that the app has.
Fix: take `allowEmpty` out of `syncPolicy.automated`, or set it to false.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for application in manifests.of("Application"):
        automated = application.spec.get("syncPolicy", {}).get("automated", {})
        if automated.get("allowEmpty") and automated.get("prune"):
            yield Finding(
                application.where("spec.syncPolicy.automated.allowEmpty"),
                "an empty folder deletes every object of the app",
            )
