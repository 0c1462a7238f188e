"""A CronJob's name is longer than 52 characters.

Why: the API server refuses it: the controller adds eleven characters for each Job, whose name has 63 at most.
Fix: choose a shorter `metadata.name`.
In settings: choose a shorter name for the job in `cron_jobs`, or for the app.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.names import LONGEST_CRON_JOB
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job in manifests.of("CronJob"):
        if len(cron_job.name) > LONGEST_CRON_JOB and not manifests.is_refused(cron_job, "metadata.name"):
            message = f"the name has {len(cron_job.name)} characters, at most {LONGEST_CRON_JOB} fit"
            yield Finding(cron_job.where("metadata.name"), message)
