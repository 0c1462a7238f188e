"""A schedule never comes.

Why: the job looks alive and never runs; Kubernetes repeats an InvalidSchedule warning for ever.
Fix: to stop a job, set `suspend: true`; to run it, name a day that exists.
In settings: to stop a job, set `suspended=True`; to run it, name a day that exists.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.schedules import never_fires
from plainsail.checks.jobs._schedules import schedule_of
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job in manifests.of("CronJob"):
        schedule = schedule_of(cron_job)
        if schedule is not None and not cron_job.spec.get("suspend") and never_fires(schedule):
            yield Finding(
                cron_job.where("spec.schedule"), f"{cron_job.spec['schedule']!r} never comes: no year has such a day"
            )
