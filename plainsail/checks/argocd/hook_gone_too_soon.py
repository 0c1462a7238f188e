"""A hook deletes itself as soon as it is done, or says when to delete it and is no hook.

Why: Argo CD asks a hook how it ended. A Job that Kubernetes took away before (`ttlSecondsAfterFinished`) cannot say,
and the sync waits for it for ever. Without a hook, `hook-delete-policy` does nothing.
Fix: leave it to `argocd.argoproj.io/hook-delete-policy`, or to a longer time; or make the object a hook.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.argocd import HOOK, is_hook
from plainsail.manifests.argocd_words import PREFIX
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"

_POLICY = f"{PREFIX}hook-delete-policy"
_SHORTEST = 60
"""Seconds within which Argo CD surely looks at its hooks again."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for job in manifests.of("Job"):
        ttl = job.spec.get("ttlSecondsAfterFinished")
        if ttl is not None and ttl < _SHORTEST and HOOK in job.annotations:
            gone = f"the hook may be gone {ttl} s after it finished, before Argo CD knows"
            yield Finding(job.where("spec.ttlSecondsAfterFinished"), f"{gone}; the sync then waits for ever")
    for resource in manifests.resources:
        if _POLICY in resource.annotations and not is_hook(resource):
            where = resource.where("metadata.annotations", _POLICY)
            yield Finding(where, f"does nothing without {HOOK}", severity="info")
