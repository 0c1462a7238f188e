"""A folder of `dist/` has no Application, or more than one.

Why: what no Application covers never reaches the cluster; what two cover, they undo for each other.
Fix: let one Application in `dist/argocd/<env>` point at each `dist/<env>/<app>`, and the root Application at
`dist/argocd/<env>`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Cause, Finding, Meaning, Severity
from plainsail.manifests.argocd import covering, folders
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    delivered = {application.environment for application in manifests.of("Application")}
    for folder, resources in folders(manifests).items():
        if resources[0].environment not in delivered:
            continue  # an environment without any Application has another way to deploy
        names = [application.name for application in covering(manifests, folder)]
        if not names:
            name = f"{resources[0].app}-{resources[0].environment}"
            missing = Cause(resources[0].missing("Application", name))
            yield Finding(resources[0].where(), f"no Application covers {folder}", causes=(missing,))
        elif len(names) > 1:
            message = f"{folder} is covered by {len(names)} Applications: {', '.join(sorted(names))}"
            yield Finding(resources[0].where(), message)
