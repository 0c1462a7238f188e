"""A run of a CronJob that hangs keeps all later ones from starting.

Why: with `concurrencyPolicy: Forbid` nothing starts while a run is busy, and nothing ends one that has no deadline.
Fix: set `activeDeadlineSeconds` in the job's template: a multiple of the longest run that is well.
In settings: set `active_deadline_seconds`: a multiple of the longest run that is well.
"""

from collections.abc import Iterator

from plainsail.checks.jobs._schedules import running
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job, _ in running(manifests):
        job = cron_job.spec["jobTemplate"].get("spec", {})
        bounds = (
            job.get("activeDeadlineSeconds"),
            job.get("template", {}).get("spec", {}).get("activeDeadlineSeconds"),
        )
        if cron_job.spec.get("concurrencyPolicy") == "Forbid" and bounds == (None, None):
            yield Finding(
                cron_job.where("spec.jobTemplate.spec.activeDeadlineSeconds"),
                "a run that hangs keeps all later ones from starting: there is no activeDeadlineSeconds",
            )
