"""An object that lets the API server make its name (`generateName`) is no hook.

Why: Argo CD applies what is no hook, and nothing can be applied without a name: the sync fails.
Fix: make it a hook (`argocd.argoproj.io/hook: Sync`), which is made anew with each sync, or give it a name.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import is_hook, is_synced, options_of
from plainsail.manifests.fields import mapping
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for resource in manifests.resources:
        metadata = mapping(resource.document, "metadata")
        if metadata.get("name") or "generateName" not in metadata or is_hook(resource):
            continue
        if "Replace=true" not in options_of(resource) and is_synced(manifests, resource):
            yield Finding(
                resource.where("metadata.generateName"),
                "Argo CD can apply no object without a name, unless it is a hook",
                severity=None if resource.environment else "warning",
            )
