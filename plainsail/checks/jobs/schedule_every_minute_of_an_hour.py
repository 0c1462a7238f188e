"""A schedule names hours, and every minute of them.

Why: `* 3 * * *` was meant to run once at three o'clock and runs sixty times.
Fix: set the minute: `0 3 * * *`.
"""

from collections.abc import Iterator

from plainsail.checks.jobs._schedules import running
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    # A range of hours is office hours, and meant.
    for cron_job, schedule in running(manifests):
        hours = sorted(schedule.hours)
        apart = all(hour + 1 not in schedule.hours for hour in hours)
        if schedule.every is None and len(schedule.minutes) == 60 and apart:
            yield Finding(
                cron_job.where("spec.schedule"),
                f"{cron_job.spec['schedule']!r} runs sixty times in each hour that it names",
            )
