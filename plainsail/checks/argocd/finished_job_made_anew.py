"""A Job deletes itself once it is done, and Argo CD makes it anew.

Why: to Argo CD a Job that is gone is a difference: with self-heal it runs for ever, without it the Application is out
of sync for ever.
Fix: make the Job a hook (`argocd.argoproj.io/hook: Sync`), or take `ttlSecondsAfterFinished` out.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.argocd import heals_itself, is_hook, is_synced
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for job in manifests.of("Job"):
        ttl = job.spec.get("ttlSecondsAfterFinished")
        if ttl is None or is_hook(job) or job.name.endswith("*") or not is_synced(manifests, job):
            continue
        certain = job.environment is not None and heals_itself(manifests, job)
        end = "makes it anew: it runs for ever" if certain else "finds it missing, and with self-heal makes it anew"
        yield Finding(
            job.where("spec.ttlSecondsAfterFinished"),
            f"the Job is deleted {ttl} s after it finished, and Argo CD {end}",
        )
