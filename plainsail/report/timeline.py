"""When jobs run in the week after an instant, before and after a change: as words, and drawn on one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import takewhile
from zoneinfo import ZoneInfo

from constructs_lib.kubernetes.schedules import BadSchedule, parse, zone_in
from plainsail.manifests.fields import at, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.plan.consequences.schedule import runs_after
from plainsail.report.html import Html, element, fragment
from plainsail.report.parts import empty
from plainsail.terminal import many

WEEK = timedelta(days=7)
CLOSE = timedelta(hours=2)
"""Runs that are nearer to each other than this are drawn as one band: a line for each would be a smear."""
_ROOM = 5
"""Percent of the week that have room for a number, even on a phone."""
_UTC = "UTC"


@dataclass(frozen=True)
class Band:
    """Runs that follow each other closely; one alone is a band, too."""

    first: datetime
    last: datetime
    count: int


@dataclass(frozen=True)
class Side:
    """A job on one side of a change."""

    schedule: str
    zone: str
    """The zone's name; `UTC` where none is said, as most controllers have it."""
    bands: tuple[Band, ...]
    """The runs of the week, in that zone."""
    next: datetime | None
    """The first one, in the week or after it."""
    concurrency: str
    """What happens when the one before is still running: `Allow`, `Forbid`, `Replace`."""
    is_suspended: bool = False
    problem: str = ""

    @property
    def count(self) -> int:
        """How many runs the week has."""
        return sum(band.count for band in self.bands)


@dataclass(frozen=True)
class Job:
    """A CronJob, before and after."""

    environments: tuple[str, ...]
    """Those in which it is so."""
    app: str
    name: str
    before: Side | None
    after: Side | None

    @property
    def is_changed(self) -> bool:
        """Whether it comes, goes, or runs otherwise."""
        return self.before != self.after


def jobs(before: Manifests, after: Manifests, start: datetime) -> Iterator[Job]:
    """Every CronJob of both sides; what is so in several environments is one."""
    sides = [
        {(job.environment or "", job.app or "", job.namespace or "", job.name): job for job in side.of("CronJob")}
        for side in (before, after)
    ]
    alike: dict[tuple[str, str, Side | None, Side | None], list[str]] = {}
    for environment, app, namespace, name in sorted({*sides[0], *sides[1]}):
        place = (environment, app, namespace, name)
        old, new = (side_of(side[place], start) if place in side else None for side in sides)
        alike.setdefault((app, name, old, new), []).append(environment)
    for (app, name, old, new), environments in alike.items():
        yield Job(tuple(environments), app, name, old, new)


def side_of(cron_job: Resource, start: datetime) -> Side:
    """When a CronJob runs in the week after an instant."""
    document = cron_job.document
    written = text(document, "spec", "schedule")
    zone = text(document, "spec", "timeZone") or zone_in(written) or _UTC
    concurrency = text(document, "spec", "concurrencyPolicy") or "Allow"
    if at(document, "spec", "suspend") is True:
        return Side(written, zone, (), None, concurrency, is_suspended=True)
    try:
        found, first = _week(written, zone, start)
    except (BadSchedule, ValueError, OSError, KeyError):
        return Side(written, zone, (), None, concurrency, problem="cannot be read, no runs")
    return Side(written, zone, found, first, concurrency, problem="" if first else "never comes")


@cache
def _week(written: str, zone_name: str, start: datetime) -> tuple[tuple[Band, ...], datetime | None]:
    """The runs of the week, and the first of all."""
    schedule, zone, end = parse(written), ZoneInfo(zone_name), start + WEEK
    first = next(runs_after(schedule, zone, start), None)
    if first is None or first >= end:
        return (), first
    if schedule.every is not None and timedelta(seconds=schedule.every) < CLOSE:
        # Without listing them: there may be one in each second.
        step = timedelta(seconds=schedule.every)
        more = -((first - end) // step) - 1  # the end is no part of the week
        return (Band(first, (first.astimezone(UTC) + more * step).astimezone(zone), more + 1),), first
    return tuple(bands(takewhile(lambda run: run < end, runs_after(schedule, zone, start)))), first


def bands(runs: Iterable[datetime]) -> list[Band]:
    """The runs as bands."""
    found: list[Band] = []
    for run in runs:
        last = found[-1] if found else None
        # As instants: between two times of one zone, Python counts what their clocks show.
        if last and run.astimezone(UTC) - last.last.astimezone(UTC) < CLOSE:
            found[-1] = Band(last.first, run, last.count + 1)
        else:
            found.append(Band(run, run, 1))
    return found


def words(side: Side | None) -> str:
    """When it runs, and what happens when two would meet."""
    if side is None:
        return "none"
    if side.is_suspended:
        return f"{side.schedule} {side.zone}: suspended, no runs"
    if side.problem:
        return f"{side.schedule} {side.zone}: {side.problem}"
    count = many(side.count, "run") if side.bands else "no run"
    first = f", the next {moment(side.next)}" if side.next else ""
    return f"{side.schedule} {side.zone}: {count} in the week{first}"


_MEETING = {
    "Allow": "runs may overlap",
    "Forbid": "a run is left out while the one before still goes on",
    "Replace": "a run ends the one that still goes on",
}


def meeting(side: Side) -> str:
    """What happens when the run before still goes on."""
    return f"{side.concurrency}: {_MEETING.get(side.concurrency, 'the API server refuses it')}"


def moment(instant: datetime) -> str:
    """`Mon 23 Nov 2026 07:00 UTC+01:00`: which of two 02:30 is meant, the offset says."""
    offset = f"UTC{instant.isoformat()[-6:]}" if instant.utcoffset() else _UTC
    return f"{instant:%a} {instant.day} {instant:%b %Y %H:%M} {offset}"


def html(all_jobs: Sequence[Job], start: datetime) -> Html:
    """A line for each job, those that change first; one axis of seven days above."""
    if not all_jobs:
        return empty("There are no CronJobs.")
    zones = {side.zone for job in all_jobs for side in (job.before, job.after) if side and not side.problem}
    axis_zone = zones.pop() if len(zones) == 1 else _UTC
    changed, same = ([job for job in all_jobs if job.is_changed is is_changed] for is_changed in (True, False))
    about = f"The week from {moment(start.astimezone(_zone(axis_zone)))} on. Days begin at midnight, {axis_zone}. "
    return fragment(
        element(
            "p",
            about,
            "A stroke is one run; a band is runs less than two hours apart, with their number.",
            class_="note",
        ),
        [_job(job, start, axis_zone) for job in changed] or element("p", "No job runs at other times than before."),
        element(
            "details",
            element("summary", f"{many(len(same), 'job')} that {'runs' if len(same) == 1 else 'run'} as before"),
            [_job(job, start, axis_zone) for job in same],
        )
        if same
        else None,
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return ZoneInfo(_UTC)


def _job(job: Job, start: datetime, axis_zone: str) -> Html:
    title = " · ".join(filter(None, (", ".join(job.environments), job.app, f"CronJob/{job.name}")))
    state = "new" if job.before is None else "gone" if job.after is None else "changed" if job.is_changed else ""
    lanes = (
        [("before", job.before, "var(--muted, #667)"), ("after", job.after, "var(--accent, #0550ae)")]
        if job.is_changed
        else [("", job.after, "var(--accent, #0550ae)")]
    )
    return element(
        "figure",
        element("figcaption", title, f" ({state})" if state else None),
        _axis(start, axis_zone),
        element("dl", (_lane(name, side, start, colour) for name, side, colour in lanes)),
        class_="timeline",
        data_env=" ".join(job.environments),
        data_app=job.app or None,
    )


def _axis(start: datetime, zone: str) -> Html:
    midnights = list(_midnights(start, _zone(zone)))
    return element(
        "svg",
        [_day(day, start) for day in midnights],
        width="100%",
        height=16,
        aria_hidden="true",
    )


def _day(day: datetime, start: datetime) -> Html:
    x, name = f"{_share(day, start):.3f}%", f"{day:%a} {day.day}"
    line = element("line", x1=x, x2=x, y1=0, y2=16, stroke="var(--line, #ccd)")
    label = element("text", name, x=x, y=12, dx=3, font_size=11, fill="var(--muted, #667)")
    return fragment(line, label if start + WEEK - day > timedelta(hours=12) else None)


def _midnights(start: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    day = start.astimezone(zone).date()
    while True:
        day += timedelta(days=1)
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
        if midnight >= start + WEEK:
            return
        yield midnight.astimezone(zone)


def _lane(name: str, side: Side | None, start: datetime, colour: str) -> Html:
    told = words(side)
    drawn = element(
        "svg",
        element("title", f"{name}: {told}" if name else told),
        element("line", x1="0", x2="100%", y1=12, y2=12, stroke="var(--line, #ccd)"),
        (_band(band, start, colour) for band in side.bands) if side else None,
        width="100%",
        height=24,
        role="img",
    )
    more = f" · {meeting(side)}" if side and not side.is_suspended else None
    return fragment(element("dt", name or "runs"), element("dd", told, more, drawn))


def _band(band: Band, start: datetime, colour: str) -> Html:
    from_x, to_x = _share(band.first, start), _share(band.last, start)
    if band.count == 1:
        about = moment(band.first)
        return element("rect", element("title", about), x=f"{from_x:.3f}%", y=3, width=3, height=18, fill=colour)
    about = f"{many(band.count, 'run')}, {moment(band.first)} to {moment(band.last)}"
    x, width, middle = f"{from_x:.3f}%", f"{max(to_x - from_x, 0.6):.3f}%", f"{(from_x + to_x) / 2:.3f}%"
    area = element(
        "rect",
        element("title", about),
        x=x,
        y=6,
        width=width,
        height=12,
        fill=colour,
        fill_opacity="0.4",
        stroke=colour,
    )
    number = element("text", band.count, x=middle, y=15, font_size=9, text_anchor="middle", fill="var(--ink, #111)")
    return fragment(area, number if to_x - from_x > _ROOM else None)


def _share(instant: datetime, start: datetime) -> float:
    """How far into the week an instant is, in percent."""
    return (instant.astimezone(UTC) - start.astimezone(UTC)) / WEEK * 100
