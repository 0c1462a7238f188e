"""A job runs at other times.

Why: a schedule is easy to misread; the next runs are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from constructs_lib.kubernetes.schedules import BadSchedule, parse, zone_in
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import at, text
from plainsail.manifests.resource import Resource
from plainsail.plan.causes import causes_of
from plainsail.plan.changes import Comparison
from plainsail.plan.next_runs import next_runs

SEVERITY: Severity = "info"

_FIELDS = ("schedule", "timeZone", "suspend")


def find(comparison: Comparison) -> Iterator[Finding]:
    """CronJobs that are new, or whose schedule, zone or suspension changed: the next three runs, before and after."""
    for change in comparison.of("CronJob"):
        if change.new is None:
            continue
        after = _runs(change.new, comparison.now)
        if change.old is None:
            yield Finding(where=change.new.where("spec.schedule"), message=f"new: {after}", causes=causes_of(change))
            continue
        fields = [field for field in change.fields if field.path[1:] in {(name,) for name in _FIELDS}]
        if fields:
            yield Finding(
                where=change.new.where(fields[0].field),
                message=f"before: {_runs(change.old, comparison.now)}; after: {after}",
                causes=causes_of(change, fields),
            )


def _runs(cron_job: Resource, now: datetime) -> str:
    if at(cron_job.document, "spec", "suspend") is True:
        return "suspended, no runs"
    said = text(cron_job.document, "spec", "schedule")
    name = text(cron_job.document, "spec", "timeZone") or zone_in(said) or ""
    try:
        schedule = parse(said)
        # Without a zone it is the controller's, which is UTC in most clusters.
        zone = ZoneInfo(name) if name else ZoneInfo("UTC")
    except (BadSchedule, ValueError, OSError, KeyError):
        return f"{said!r} cannot be read, no runs"
    runs = next_runs(schedule, zone, now)
    if not runs:
        return f"{said} never comes"
    return f"{said} {name or 'UTC'}: {', '.join(_words(run, now) for run in runs)}"


def _words(run: datetime, now: datetime) -> str:
    year = f" {run.year}" if run.astimezone(UTC).year != now.astimezone(UTC).year else ""
    return f"{run:%a} {run.day} {run:%b}{year} {run:%H:%M}"
