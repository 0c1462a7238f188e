"""When a schedule fires: which days of a year, how close together, and what the change of clocks does to it.

Nothing here looks at a clock: the same tree gets the same words on every day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from plainsail.manifests.schedules import Schedule

YEAR = 2027
"""The year to count in, where an answer needs one."""
_HORIZON = 8
"""Years that hold every kind of year and, but for 2100, a February 29th: the controller itself looks five ahead."""


def fires_on(schedule: Schedule, day: date) -> bool:
    """Whether the schedule has runs on a day."""
    if day.month not in schedule.months:
        return False
    in_month, in_week = day.day in schedule.days, day.isoweekday() % 7 in schedule.weekdays
    return in_month or in_week if schedule.either_day else in_month and in_week


@cache
def _days(year: int) -> tuple[date, ...]:
    return tuple(date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days))


@cache
def days_in(schedule: Schedule, year: int = YEAR) -> tuple[date, ...]:
    """The days of one year with runs; none where minute or hour allow nothing."""
    if not schedule.minutes or not schedule.hours:
        return ()
    return tuple(day for day in _days(year) if fires_on(schedule, day))


def days_ahead(schedule: Schedule) -> Iterator[date]:
    """The days with runs of the years to come, the first first."""
    for year in range(YEAR, YEAR + _HORIZON):
        yield from days_in(schedule, year)


def never_fires(schedule: Schedule) -> bool:
    """Whether no day has a run: February 31st."""
    return schedule.every is None and next(days_ahead(schedule), None) is None


@cache
def shortest_interval(schedule: Schedule) -> float | None:
    """Seconds between the two runs that are nearest to each other; None for a schedule that does not come twice.

    >>> from plainsail.manifests.schedules import parse
    >>> [shortest_interval(parse(text)) for text in ("*/15 * * * *", "0 7-15/2 * * 1-5", "0 3 * * 0", "50,10 * * * *")]
    [900, 7200, 604800, 1200]
    """
    if schedule.every is not None:
        return schedule.every
    times = sorted(hour * 60 + minute for hour in schedule.hours for minute in schedule.minutes)
    within = [later - earlier for earlier, later in pairwise(times)]
    days = (later - earlier for earlier, later in pairwise(days_ahead(schedule)))
    apart = min(days, default=None)
    if apart is not None:
        within.append(apart.days * 24 * 60 - times[-1] + times[0])
    return min(within) * 60 if within else None


@dataclass(frozen=True)
class ClockChange:
    """A run at a time of day that a change of clocks takes away, or brings twice."""

    day: date
    time: time
    repeated: bool
    """Twice; otherwise not at all."""
    alone: bool
    """Whether it is the only run of its day."""


def clock_changes(schedule: Schedule, zone: ZoneInfo) -> Iterator[ClockChange]:
    """The runs of the years to come that meet a change of clocks, the first first."""
    if schedule.every is not None:
        return
    times = [time(hour, minute) for hour in sorted(schedule.hours) for minute in sorted(schedule.minutes)]
    for day in _changes(zone):
        if not fires_on(schedule, day):
            continue
        for at in times:
            first, second = (datetime.combine(day, at, zone).replace(fold=fold) for fold in (0, 1))
            before, after = first.utcoffset(), second.utcoffset()
            if before is not None and after is not None and before != after:
                yield ClockChange(day, at, repeated=before > after, alone=len(times) == 1)


@cache
def _changes(zone: ZoneInfo) -> tuple[date, ...]:
    """The days on which a zone changes its clocks."""
    days = [day for year in range(YEAR, YEAR + _HORIZON) for day in _days(year)]
    offsets = [datetime.combine(day, time(), zone).utcoffset() for day in days]
    return tuple(day for day, (earlier, later) in zip(days[:-1], pairwise(offsets), strict=True) if earlier != later)
