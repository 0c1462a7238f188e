"""A CronJob keeps no failed run to look at.

Why: the pod and its log are gone by the time that somebody asks why the job failed.
Fix: set `failedJobsHistoryLimit` of 1 or more, and a `ttlSecondsAfterFinished` of a day, or none.
In settings: set `failed_jobs_history_limit` of 1 or more, and a `ttl_seconds_after_finished` of a day, or none.
"""

from collections.abc import Iterator

from plainsail.checks.jobs._schedules import in_words, running
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"
_SOON = 300


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job, _ in running(manifests):
        kept = cron_job.spec["jobTemplate"].get("spec", {}).get("ttlSecondsAfterFinished", _SOON)
        if cron_job.spec.get("failedJobsHistoryLimit", 1) == 0:
            yield Finding(
                cron_job.where("spec.failedJobsHistoryLimit"), "a failed run is taken away at once, and its log with it"
            )
        elif kept < _SOON:
            yield Finding(
                cron_job.where("spec.jobTemplate.spec.ttlSecondsAfterFinished"),
                f"a failed run is taken away after {in_words(kept)}, and its log with it",
            )
