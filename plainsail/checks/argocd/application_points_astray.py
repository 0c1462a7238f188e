"""An Application points at a folder of `dist/` that holds nothing, or is of another environment.

Why: Argo CD cannot generate the manifests, or brings one environment's objects under another one's name.
Fix: let `path` be `dist/<env>/<app>` of the environment whose folder the Application stands in.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import DIST, covered, sources
from plainsail.manifests.deliveries import ARGOCD
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for application in manifests.of("Application"):
        for source in sources(application):
            path = source.path
            if application.environment is None or path is None or path.split("/")[0] != DIST:
                continue
            parts = path.split("/")
            environment = parts[2:3] if parts[1:2] == [ARGOCD] else parts[1:2]
            if not covered(manifests, source):
                message = f"{path} holds no object"
            elif environment != [application.environment]:
                message = f"{path} is not of {application.environment}"
            else:
                continue
            yield Finding(application.where(f"{source.field}.path"), message)
