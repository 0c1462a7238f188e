"""A CronJob may start only within a few seconds.

Why: the controller looks every ten seconds; a start that may not be that late is missed. With 0 none is ever in time.
Fix: set `startingDeadlineSeconds` of 200 to 600.
In settings: set `starting_deadline_seconds` of 200 to 600.
"""

from collections.abc import Iterator

from plainsail.checks.jobs._schedules import running
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"
MEANS: Meaning = "cannot work"
_LOOKS_EVERY = 10


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job, _ in running(manifests):
        deadline = cron_job.spec.get("startingDeadlineSeconds", _LOOKS_EVERY)
        if 0 <= deadline < _LOOKS_EVERY:  # below 0 is refused
            missed = f"a start that is {deadline} s late is given up, and the controller looks every {_LOOKS_EVERY} s"
            yield Finding(
                cron_job.where("spec.startingDeadlineSeconds"),
                missed if deadline else "no run is ever in time: a start may not be late at all",
                severity=None if deadline else "error",
            )
