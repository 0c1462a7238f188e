"""Cron schedules as the CronJob controller reads them: robfig/cron v3, its standard parser.

It differs from other crons: Sunday is 0 and never 7, `*/2` does not count as a star where day-of-month and weekday
meet, empty parts of a list are skipped, and there is no `L`, `W` or `#`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from constructs_lib.kubernetes.durations import seconds_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_MONTHS = {name: number for number, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), 1)}
_WEEKDAYS = {name: number for number, name in enumerate(re.findall("...", "sunmontuewedthufrisat"))}
FIELDS: dict[str, tuple[int, int, dict[str, int]]] = {
    "minute": (0, 59, {}),
    "hour": (0, 23, {}),
    "day-of-month": (1, 31, {}),
    "month": (1, 12, _MONTHS),
    "weekday": (0, 6, _WEEKDAYS),
}
"""Least, most, and names, in the order in which they are written."""
_DESCRIPTORS = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}


class BadSchedule(ValueError):
    """What the API server would refuse; the text says why, without the schedule."""


@dataclass(frozen=True)
class Schedule:
    """When a job runs."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    """0 is Sunday."""
    either_day: bool
    """Whether a day of month or a weekday is enough: neither of the two fields holds a star."""
    every: float | None = None
    """Seconds between two runs, for `@every`, which follows no clock; the other fields are full."""


def zone_in(text: str) -> str | None:
    """The time zone that stands inside a schedule.

    >>> zone_in("CRON_TZ=Europe/Paris 0 7 * * *")
    'Europe/Paris'
    """
    match = re.match(r"(?:CRON_)?TZ=(\S*)", text)
    return match[1] if match else None


@cache
def parse(text: str) -> Schedule:
    """The schedule, without the time zone that may stand in front of it. Raises `BadSchedule`."""
    if zone_in(text) is not None:
        text = text.partition(" ")[2].strip()
    if text.startswith("@every "):
        return _every(text.removeprefix("@every "))
    if text.startswith("@"):
        if text not in _DESCRIPTORS:
            raise BadSchedule(f"{text.split()[0]!r} is none of {', '.join(_DESCRIPTORS)} and '@every <duration>'")
        text = _DESCRIPTORS[text]
    fields = text.split()
    if len(fields) != len(FIELDS):
        seconds = "; Kubernetes knows no seconds and no years" if len(fields) in (6, 7) else ""
        raise BadSchedule(f"it has {len(fields)} fields instead of 5{seconds}")
    sets, stars = zip(*(_field(name, field) for name, field in zip(FIELDS, fields, strict=True)), strict=True)
    minutes, hours, days, months, weekdays = sets
    return Schedule(minutes, hours, days, months, weekdays, either_day=not (stars[2] or stars[4]))


def _field(name: str, text: str) -> tuple[frozenset[int], bool]:
    """What a field allows, and whether it counts as a star."""
    parts = [_part(name, part) for part in text.split(",") if part]
    return frozenset().union(*(values for values, _ in parts)), any(star for _, star in parts)


def _part(name: str, text: str) -> tuple[frozenset[int], bool]:
    least, most, _ = FIELDS[name]
    span, *steps = text.split("/")
    bounds = span.split("-")
    if len(bounds) > 2:
        raise BadSchedule(f"the {name} {text!r} has too many hyphens")
    if len(steps) > 1:
        raise BadSchedule(f"the {name} {text!r} has too many slashes")
    star = bounds[0] in ("*", "?")
    first, last = (least, most) if star else (_number(name, bounds[0]), _number(name, bounds[-1]))
    step = _number(name, steps[0], names=False) if steps else 1
    if steps and len(bounds) == 1:
        last = most
    if first < least or last > most:
        seven = "; Sunday is 0" if name == "weekday" and last == 7 else ""
        raise BadSchedule(f"the {name} {text!r} is outside {least} to {most}{seven}")
    if first > last:
        raise BadSchedule(f"the {name} {text!r} begins after its end")
    if step == 0:
        raise BadSchedule(f"the {name} {text!r} has a step of 0")
    return frozenset(range(first, last + 1, step)), star and step == 1


def _number(name: str, text: str, *, names: bool = True) -> int:
    known = FIELDS[name][2] if names else {}
    if text.lower() in known:
        return known[text.lower()]
    if re.fullmatch(r"\+?[0-9]{1,18}", text):
        return int(text)
    if re.search(r"[LW#]", text.upper()) and name in ("day-of-month", "weekday"):
        raise BadSchedule(f"the {name} {text!r} uses L, W or #, which Kubernetes does not know")
    raise BadSchedule(f"the {name} {text!r} is no number" + (f" and none of {', '.join(known)}" if known else ""))


def _every(duration: str) -> Schedule:
    if (seconds := seconds_of(duration)) is None:
        raise BadSchedule(f"{duration!r} is no duration such as '90m' or '1h30m'")
    minutes, hours, days, months, weekdays = (frozenset(range(least, most + 1)) for least, most, _ in FIELDS.values())
    return Schedule(minutes, hours, days, months, weekdays, either_day=False, every=max(1.0, seconds))


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

    >>> from constructs_lib.kubernetes.schedules import parse
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


def clock_changes(schedule: Schedule, zone: "ZoneInfo") -> Iterator[ClockChange]:
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
def _changes(zone: "ZoneInfo") -> tuple[date, ...]:
    """The days on which a zone changes its clocks."""
    days = [day for year in range(YEAR, YEAR + _HORIZON) for day in _days(year)]
    offsets = [datetime.combine(day, time(), zone).utcoffset() for day in days]
    return tuple(day for day, (earlier, later) in zip(days[:-1], pairwise(offsets), strict=True) if earlier != later)
