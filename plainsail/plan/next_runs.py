"""When a CronJob runs next, as its controller counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from constructs_lib.kubernetes.schedules import Schedule, fires_on

_YEARS = 5
"""How far the controller looks ahead."""


def next_runs(schedule: Schedule, zone: ZoneInfo, after: datetime, count: int = 3) -> list[datetime]:
    """The first runs after an instant, in the zone; none where five years have none.

    >>> from constructs_lib.kubernetes.schedules import parse
    >>> runs = next_runs(parse("0 7-15/2 * * 1-5"), ZoneInfo("Europe/Paris"), datetime(2026, 11, 20, 13, tzinfo=UTC))
    >>> [f"{run:%a %d %b %H:%M}" for run in runs]
    ['Fri 20 Nov 15:00', 'Mon 23 Nov 07:00', 'Mon 23 Nov 09:00']
    """
    if schedule.every is not None:
        # Counted from the start of the second, as no clock decides.
        first = after.replace(microsecond=0)
        return [(first + timedelta(seconds=schedule.every * n)).astimezone(zone) for n in range(1, count + 1)]
    return list(islice(_runs(schedule, zone, after), count))


def _runs(schedule: Schedule, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
    day = after.astimezone(zone).date()
    for _ in range(_YEARS * 366):
        if fires_on(schedule, day):
            found = {
                moment
                for hour in schedule.hours
                for minute in schedule.minutes
                for fold in (0, 1)
                if (moment := _moment(datetime(day.year, day.month, day.day, hour, minute, fold=fold, tzinfo=zone)))
            }
            yield from (moment.astimezone(zone) for moment in sorted(found) if moment > after)
        day += timedelta(days=1)


def _moment(local: datetime) -> datetime | None:
    """The instant; None for a time of day that a change of clocks skips. One that comes twice is two instants."""
    instant = local.astimezone(UTC)
    back = instant.astimezone(local.tzinfo)
    return instant if (back.hour, back.minute) == (local.hour, local.minute) else None
