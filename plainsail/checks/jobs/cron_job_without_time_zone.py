"""A schedule names hours, and no time zone.

Only where hours or days are named does the zone matter. In other people's YAML, which may know its cluster, it is
information.

Why: the hours are those of the controller, UTC on EKS: an hour or two beside what was meant, another hour in summer,
and another still in the cluster that it moves to.
Fix: set `timeZone`; `Etc/UTC` where that is meant.
In settings: set `time_zone`; `Etc/UTC` where that is meant.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.schedules import zone_in
from plainsail.checks.jobs._schedules import running
from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job, schedule in running(manifests):
        all_day = len(schedule.hours) == 24
        every_day = len(schedule.days) == 31 and len(schedule.weekdays) == 7 and len(schedule.months) == 12
        if "timeZone" in cron_job.spec or zone_in(cron_job.spec["schedule"]) or (all_day and every_day):
            continue
        yield Finding(
            cron_job.where("spec.timeZone"),
            f"{cron_job.spec['schedule']!r} is read in the controller's zone, whichever that is",
            severity=graded(cron_job, SEVERITY),
        )
