"""An Application's destination is not the namespace that its folder is rendered for.

Why: objects without a namespace land elsewhere than their neighbours, and the AppProject may refuse the others.
Fix: let `destination.namespace` be the app's `namespace`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import covered, folders, sources
from plainsail.manifests.kinds import is_namespaced
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for application in manifests.of("Application"):
        if application.environment is None:
            continue
        namespace = application.spec["destination"].get("namespace")
        rendered = {
            resource.namespace
            for source in sources(application)
            for folder in covered(manifests, source)
            for resource in folders(manifests)[folder]
            if resource.namespace and is_namespaced(resource.key)
        }
        if rendered and namespace not in rendered:
            yield Finding(
                application.where("spec.destination.namespace"),
                f"is {namespace or 'not set'}, but the objects are rendered for {', '.join(sorted(rendered))}",
            )
