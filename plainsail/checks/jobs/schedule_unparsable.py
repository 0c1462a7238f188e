"""A schedule is none that Kubernetes can read.

Kubernetes reads five fields (minute hour day-of-month month weekday), names of months and weekdays, `@daily` and its
like, and `@every 90m`. It knows no seconds, no `L`, `W` or `#`, and Sunday is 0.

Why: the API server refuses the CronJob, and the sync stops there.
Fix: write five fields, such as `0 7 * * 1-5`.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.schedules import BadSchedule, parse
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job in manifests.of("CronJob"):
        schedule = cron_job.spec["schedule"]
        try:
            parse(schedule)
        except BadSchedule as error:
            yield Finding(cron_job.where("spec.schedule"), f"{schedule!r} is not a schedule: {error}")
