"""A schedule names a day that not every month has.

Why: months without the day are skipped, not run on their last day.
Fix: name a day up to 28, or run on the 1st for the month before.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.schedules import YEAR, days_in
from plainsail.checks.jobs._schedules import running
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job, schedule in running(manifests):
        if schedule.either_day or len(schedule.weekdays) < 7 or min(schedule.days) < 29:
            continue
        months = {day.month for day in days_in(schedule)}
        missed = [month for month in sorted(schedule.months) if month not in months]
        if missed:
            ran = f"in {len(months)} of the {len(schedule.months)} months that it names" if months else "in no month"
            yield Finding(
                cron_job.where("spec.schedule"),
                f"{cron_job.spec['schedule']!r} runs {ran} in {YEAR}: the others have no such day",
            )
