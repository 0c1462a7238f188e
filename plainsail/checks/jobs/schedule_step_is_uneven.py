"""A step of a schedule does not divide its field.

Steps begin anew with each hour (minutes) and each day (hours). A step that is longer than the field is a fault: it
runs once in each hour or day.

Why: the last stretch is shorter than the others: `*/45` runs at :00 and :45, 45 and then 15 minutes apart.
Fix: take a step that divides 60 (minutes) or 24 (hours), or list the times.
"""

import re
from collections.abc import Iterator

from constructs_lib.kubernetes.schedules import FIELDS
from plainsail.checks.jobs._schedules import running
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "info"
_SIZES = {"minute": (60, "hour"), "hour": (24, "day")}


def check(manifests: Manifests) -> Iterator[Finding]:
    for cron_job, schedule in running(manifests):
        if schedule.every is None and not cron_job.spec["schedule"].startswith("@"):
            yield from _uneven(cron_job)


def _uneven(cron_job: Resource) -> Iterator[Finding]:
    fields = cron_job.spec["schedule"].split()[-5:]
    for name, text in zip(FIELDS, fields, strict=True):
        match = re.fullmatch(r"(?:\*|0)/(\d{1,9})", text) if name in _SIZES else None
        if match is None:
            continue
        size, whole = _SIZES[name]
        step = int(match[1])
        longer = step >= size
        if longer or size % step:
            last = f"the last stretch of each {whole} is {size % step} {name}s, not {step}"
            yield Finding(
                cron_job.where("spec.schedule"),
                f"the {name} {text!r} comes once in each {whole}" if longer else f"the {name} {text!r}: {last}",
                severity="warning" if longer else None,
            )
