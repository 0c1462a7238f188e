"""Flux brings an object that speaks to Argo CD, or to Helm.

Why: Flux passes over hooks, waves and sync options: a Job that was to run before the pods runs beside them, what was to
be kept is pruned.
Fix: take the annotation out, and say it in Flux's words (`kustomize.toolkit.fluxcd.io/prune: disabled`,
`kustomize.toolkit.fluxcd.io/force: enabled`) where there are some.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import HELM_HOOK, folder_of
from plainsail.manifests.argocd_words import ANNOTATIONS, PREFIX
from plainsail.manifests.flux import kustomizations_of
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for resource in manifests.resources:
        for name in resource.annotations:
            foreign = name == HELM_HOOK or (name.startswith(PREFIX) and name.removeprefix(PREFIX) in ANNOTATIONS)
            if foreign and resource.environment and kustomizations_of(manifests, folder_of(resource)):
                whose = "Helm" if name == HELM_HOOK else "Argo CD"
                yield Finding(
                    resource.where("metadata.annotations", name), f"only {whose} reads it, and Flux brings it"
                )
