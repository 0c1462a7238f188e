"""A CronJob has no deadline to start.

Why: a run that was missed, because the controller was away or the job was suspended, starts at once when they are back,
at whatever hour that is.
Fix: set `startingDeadlineSeconds`: how late a start may be, 200 to 600 for most jobs.
In settings: set `starting_deadline_seconds`: how late a start may be, 200 to 600 for most jobs.
"""

from collections.abc import Iterator

from plainsail.checks.jobs._schedules import running
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job, _ in running(manifests):
        if "startingDeadlineSeconds" not in cron_job.spec:
            yield Finding(
                cron_job.where("spec.startingDeadlineSeconds"),
                "a missed run starts however late it is: there is no startingDeadlineSeconds",
            )
