"""Runs of a CronJob may pile up.

Judged where `concurrencyPolicy` is Allow, as it is when nobody says otherwise: a run may last as long as its
`activeDeadlineSeconds`; without one, jobs that come every hour or more often are named.

Why: when runs are slow, each new one makes the others slower.
Fix: set `concurrencyPolicy: Forbid`, or an `activeDeadlineSeconds` below the interval.
In settings: set `concurrency_policy="Forbid"`, or an `active_deadline_seconds` below the interval.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.schedules import shortest_interval
from plainsail.checks.jobs._schedules import in_words, running
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"
_OFTEN = 3600


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job, schedule in running(manifests):
        interval = shortest_interval(schedule)
        if interval is None or cron_job.spec.get("concurrencyPolicy", "Allow") != "Allow":
            continue
        most = cron_job.spec["jobTemplate"].get("spec", {}).get("activeDeadlineSeconds")
        if most is None and interval <= _OFTEN:
            lasts = "for ever"
        elif most is not None and most > interval:
            lasts = in_words(most)
        else:
            continue
        yield Finding(
            cron_job.where("spec.concurrencyPolicy"),
            f"a run may last {lasts}, the next comes after {in_words(interval)}, and Allow lets them pile up",
        )
