"""A job runs at other times.

Why: a schedule is easy to misread; the next runs are not.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from zoneinfo import ZoneInfo

from constructs_lib.kubernetes.schedules import BadSchedule, Schedule, fires_on, parse, zone_in
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import at, text
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison

SEVERITY: Severity = "info"

_FIELDS = ("schedule", "timeZone", "suspend")


def find(comparison: Comparison) -> Iterator[Finding]:
    """CronJobs that are new, or whose schedule, zone or suspension changed: the next three runs, before and after."""
    for change in comparison.of("CronJob"):
        if change.new is None:
            continue
        after = _shown(change.new, comparison.now)
        if change.old is None:
            yield change.finding(f"new: {after}", at="spec.schedule")
            continue
        fields = [field for field in change.fields if field.path[1:] in {(name,) for name in _FIELDS}]
        if fields:
            yield change.finding(f"before: {_shown(change.old, comparison.now)}; after: {after}", fields)


def _shown(cron_job: Resource, now: datetime) -> str:
    if at(cron_job.document, "spec", "suspend") is True:
        return "suspended, no runs"
    written = text(cron_job.document, "spec", "schedule")
    name = text(cron_job.document, "spec", "timeZone") or zone_in(written) or ""
    try:
        schedule = parse(written)
        # Without a zone it is the controller's, which is UTC in most clusters.
        zone = ZoneInfo(name) if name else ZoneInfo("UTC")
    except (BadSchedule, ValueError, OSError, KeyError):
        return f"{written!r} cannot be read, no runs"
    runs = next_runs(schedule, zone, now)
    if not runs:
        return f"{written} never comes"
    return f"{written} {name or 'UTC'}: {', '.join(_words(run, now) for run in runs)}"


def _words(run: datetime, now: datetime) -> str:
    year = f" {run.year}" if run.astimezone(UTC).year != now.astimezone(UTC).year else ""
    return f"{run:%a} {run.day} {run:%b}{year} {run:%H:%M}"


_YEARS = 5
"""How far the controller looks ahead."""


def next_runs(schedule: Schedule, zone: ZoneInfo, after: datetime, most: int = 3) -> list[datetime]:
    """The first runs after an instant, in the zone; none where five years have none.

    >>> from constructs_lib.kubernetes.schedules import parse
    >>> runs = next_runs(parse("0 7-15/2 * * 1-5"), ZoneInfo("Europe/Paris"), datetime(2026, 11, 20, 13, tzinfo=UTC))
    >>> [f"{run:%a %d %b %H:%M}" for run in runs]
    ['Fri 20 Nov 15:00', 'Mon 23 Nov 07:00', 'Mon 23 Nov 09:00']
    """
    return list(islice(runs_after(schedule, zone, after), most))


def runs_after(schedule: Schedule, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    """All runs after an instant, in the zone, for five years; for ever where no clock decides."""
    if schedule.every is None:
        yield from _runs(schedule, zone, after)
        return
    first, step = after.replace(microsecond=0), schedule.every  # counted from the start of the second
    yield from ((first + timedelta(seconds=step * n)).astimezone(zone) for n in count(1))


def _runs(schedule: Schedule, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    day = after.astimezone(zone).date()
    for _ in range(_YEARS * 366):
        if fires_on(schedule, day):
            moments = {
                moment
                for hour in schedule.hours
                for minute in schedule.minutes
                for fold in (0, 1)
                if (moment := _moment(datetime(day.year, day.month, day.day, hour, minute, fold=fold, tzinfo=zone)))
            }
            yield from (moment.astimezone(zone) for moment in sorted(moments) if moment > after)
        day += timedelta(days=1)


def _moment(local: datetime) -> datetime | None:
    """The instant; None for a time of day that a change of clocks skips. One that comes twice is two instants."""
    instant = local.astimezone(UTC)
    back = instant.astimezone(local.tzinfo)
    return instant if (back.hour, back.minute) == (local.hour, local.minute) else None
