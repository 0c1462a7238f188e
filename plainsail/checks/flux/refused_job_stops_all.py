"""A Job that Flux brings cannot change.

Why: the pod template of a Job is immutable. Flux tries all objects of a Kustomization before it applies one: with the
next image, or any other change, nothing of the app reaches the cluster any more.
Fix: annotate the Job with `kustomize.toolkit.fluxcd.io/force: enabled`: Flux deletes it before it is made anew.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.argocd import folder_of
from plainsail.manifests.flux import kustomizations_of, says
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"
MEANS: Meaning = "will fail"


def check(manifests: Manifests) -> Iterator[Finding]:
    for job in manifests.of("Job"):
        kustomizations = kustomizations_of(manifests, folder_of(job)) if job.environment is not None else []
        forced = says(job, "force") == "enabled" or any(each.spec.get("force") for each in kustomizations)
        if kustomizations and not forced:
            yield Finding(job.where("spec.template"), "with its next change, nothing of the app is applied any more")
