"""The root Application may prune itself.

Why: the day its own file leaves Git, Argo CD deletes the Application, and with its finalizer all that it brought.
Fix: annotate it with `argocd.argoproj.io/sync-options: Prune=false`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.argocd import folder_of, sources
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"

_OPTIONS = "argocd.argoproj.io/sync-options"


def check(manifests: Manifests) -> Iterator[Finding]:
    for application in manifests.of("Application"):
        automated = application.spec.get("syncPolicy", {}).get("automated", {})
        options = {part.strip() for part in application.annotations.get(_OPTIONS, "").split(",")}
        covers_itself = application.environment and any(
            source.covers(folder_of(application)) for source in sources(application)
        )
        if covers_itself and automated.get("prune") and not options & {"Prune=false", "Prune=confirm"}:
            message = "prunes its own folder, in which it lies itself"
            yield Finding(application.where("metadata.annotations"), message)
