"""A schedule names a time that a change of clocks skips or repeats.

A warning where the skipped run is the only one of its day, and information otherwise. Schedules of every hour are left
in peace: the next run comes soon.

Why: once a year the job does not run that day, once a year it runs twice.
Fix: choose another hour (03:30 or later, in most zones), or a `timeZone` that has no summer time.
In settings: choose another hour (03:30 or later, in most zones), or a `time_zone` that has no summer time.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.schedules import ClockChange, clock_changes
from plainsail.checks.jobs._schedules import running, zone_of
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job, schedule in running(manifests):
        zone = zone_of(cron_job)
        if zone is None or len(schedule.hours) == 24:
            continue
        changes = list(clock_changes(schedule, zone))
        first = [next((c for c in changes if c.repeated is repeated), None) for repeated in (False, True)]
        sentences = [_words(change) for change in first if change is not None]
        if sentences:
            lost = any(change.alone and not change.repeated for change in changes)
            yield Finding(
                cron_job.where("spec.schedule"),
                f"in {zone.key}, " + ", and ".join(sentences),
                severity=None if lost else "info",
            )


def _words(change: ClockChange) -> str:
    at = f"{change.time:%H:%M}"
    if change.repeated:
        return f"{at} comes twice on {change.day}: two runs"
    return f"{at} does not exist on {change.day}: no run" + (" that day" if change.alone else "")
