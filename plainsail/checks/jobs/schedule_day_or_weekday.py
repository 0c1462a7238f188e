"""A schedule names both a day of month and a weekday.

Cron takes either of the two where neither is `*`; a step such as `*/2` is no `*` here.

Why: the job runs on many more days than those that are both, and the impossible date that was to stop it does not.
Fix: leave one of the two `*` and test the other in the job's command; to stop a job, set `suspend: true`.
In settings: leave one of the two `*` and test the other in the job's command; to stop a job, set `suspended=True`.
"""

from collections.abc import Iterator
from dataclasses import replace

from constructs_lib.kubernetes.schedules import YEAR, Schedule, days_in
from plainsail.checks.jobs._schedules import running
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job, schedule in running(manifests):
        if not schedule.either_day:
            continue
        either = len(days_in(schedule))
        both = len(days_in(replace(schedule, either_day=False)))
        if either != both:
            yield Finding(
                cron_job.where("spec.schedule"),
                f"{cron_job.spec['schedule']!r} runs on {either} days of {YEAR}, on which the day of month or "
                f"the weekday fits; {_meant(schedule, both)}",
            )


def _meant(schedule: Schedule, both: int) -> str:
    """What the schedule was probably written for."""
    every = frozenset(range(7))
    if not days_in(replace(schedule, weekdays=every, either_day=False)):
        return "the date exists in no month, so it was probably meant never to run"
    if both:
        return f"both fit on {both}, which was probably meant"
    return "both fit on none"
