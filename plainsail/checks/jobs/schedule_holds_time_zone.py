"""A schedule holds a time zone.

Kubernetes 1.29 and later refuse `TZ=` and `CRON_TZ=` in new CronJobs; older ones take them, but never beside
`timeZone`.

Why: the API server refuses the CronJob, or will after the next upgrade of the cluster.
Fix: set the zone as `timeZone`, and the schedule without it.
In settings: set the zone as `time_zone`, and the schedule without it.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.schedules import zone_in
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"
_REFUSED_SINCE = 29


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job in manifests.of("CronJob"):
        schedule = cron_job.spec["schedule"]
        if "TZ" not in schedule:
            continue
        zone = f"the zone {zone_in(schedule)}" if zone_in(schedule) else "'TZ'"
        # What is refused is not refused twice: `timeZone` beside it never was allowed.
        refused = "timeZone" in cron_job.spec or int(cron_job.kubernetes_version.split(".")[1]) >= _REFUSED_SINCE
        then = "which the API server refuses" if refused else f"which Kubernetes 1.{_REFUSED_SINCE} refuses"
        yield Finding(
            cron_job.where("spec.schedule"),
            f"{schedule!r} holds {zone}, {then}",
            severity=None if refused else "warning",
        )
