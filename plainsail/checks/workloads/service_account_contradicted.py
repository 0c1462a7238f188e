"""`serviceAccount`, the old name of `serviceAccountName`, says another account.

Why: the API server keeps `serviceAccountName` and overwrites the other without a word; whoever reads `serviceAccount`
looks at the rights of the wrong account.
Fix: keep `serviceAccountName` alone.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        old, name = pod.spec.get("serviceAccount"), pod.spec.get("serviceAccountName")
        if old and name and old != name:
            yield Finding(pod.where("serviceAccount"), f"is {old}, but serviceAccountName is {name}, which wins")
