"""When jobs run in the week after an instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from constructs_lib.kubernetes.schedules import Schedule
from plainsail.plan.consequences.schedule import runs_after
from plainsail.report import timeline
from plainsail.report.timeline import Band, Job, bands, html, jobs, moment, words
from tests.plainsail.plan.planted import NOW, comparison, cron_job, files

PARIS = ZoneInfo("Europe/Paris")


def week(before: str | None, after: str | None, start: datetime = NOW) -> Job:
    trees = comparison(*(files(side) if side else {} for side in (before, after)))
    [job] = jobs(trees.before, trees.after, start)
    return job


def told(schedule: str, start: datetime = NOW, **spec: object) -> str:
    return words(week(None, cron_job(schedule, **spec), start).after)


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        ("0 7 * * *", "0 7 * * * UTC: 7 runs in the week, the next Tue 24 Nov 2026 07:00 UTC"),
        ("* * * * *", "* * * * * UTC: 10079 runs in the week, the next Mon 23 Nov 2026 12:01 UTC"),
        ("0 3 1 * *", "0 3 1 * * UTC: no run in the week, the next Tue 1 Dec 2026 03:00 UTC"),
        ("0 0 31 2 *", "0 0 31 2 * UTC: never comes"),
        ("61 * * * *", "61 * * * * UTC: cannot be read, no runs"),
        ("@every 1s", "@every 1s UTC: 604799 runs in the week, the next Mon 23 Nov 2026 12:00 UTC"),
        ("@every 24h", "@every 24h UTC: 6 runs in the week, the next Tue 24 Nov 2026 12:00 UTC"),
    ],
)
def test_a_week_in_words(schedule: str, said: str) -> None:
    assert told(schedule) == said


def test_a_zone_moves_the_runs() -> None:
    said = told("0 7 * * *", timeZone="Europe/Paris")

    assert said == "0 7 * * * Europe/Paris: 7 runs in the week, the next Tue 24 Nov 2026 07:00 UTC+01:00"


def test_an_unknown_zone_has_no_runs() -> None:
    assert told("0 7 * * *", timeZone="Europe/Pariss") == "0 7 * * * Europe/Pariss: cannot be read, no runs"


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        (datetime(2026, 3, 26, tzinfo=UTC), [1, 1, 1, 0, 0, 0]),  # 02:30 of the 29th does not exist
        (datetime(2026, 10, 22, tzinfo=UTC), [0, 0, 0, 0, 1, 1, 1, 1]),  # and that of October 25th comes twice
    ],
)
def test_a_change_of_clocks_takes_a_run_away_or_brings_it_twice(start: datetime, hours: list[int]) -> None:
    side = week(None, cron_job("30 2 * * *", timeZone="Europe/Paris"), start).after

    assert side is not None
    assert side.count == len(hours)
    ends = (instant.astimezone(UTC) for band in side.bands for instant in (band.first, band.last))
    assert [instant.hour for instant in dict.fromkeys(ends)] == hours


def test_suspended() -> None:
    job = week(cron_job("0 7 * * *"), cron_job("0 7 * * *", suspend=True))

    assert job.is_changed
    assert words(job.after) == "0 7 * * * UTC: suspended, no runs"
    assert "before: 0 7 * * * UTC: 7 runs in the week" in html([job], NOW)


def test_what_happens_where_two_meet() -> None:
    shown = html([week(None, cron_job("0 7 * * *", concurrencyPolicy="Forbid"))], NOW)

    assert "Forbid: a run is left out while the one before still goes on" in shown


def test_runs_that_are_close_are_one_band() -> None:
    side = week(None, cron_job("0 7-15 * * *")).after

    assert side is not None
    assert [band.count for band in side.bands] == [3, 9, 9, 9, 9, 9, 9, 5]
    # Two hours apart, they are strokes.
    other = week(None, cron_job("0 7-15/2 * * *")).after
    assert other is not None
    assert {band.count for band in other.bands} == {1}


def test_bands_go_by_instants_not_by_what_clocks_show() -> None:
    """Between 01:30 and 03:10 of the night in which clocks go forward are forty minutes."""
    night = [datetime(2026, 3, 29, 1, 30, tzinfo=PARIS), datetime(2026, 3, 29, 4, 10, tzinfo=PARIS)]

    assert bands(night) == [Band(night[0], night[1], 2)]


def test_a_run_each_second_is_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[datetime] = []

    def counted(schedule: Schedule, zone: ZoneInfo, after: datetime) -> Iterator[datetime]:
        for run in runs_after(schedule, zone, after):
            asked.append(run)
            yield run

    monkeypatch.setattr(timeline, "runs_after", counted)
    side = week(None, cron_job("@every 1s"), NOW + timedelta(minutes=7)).after

    assert side is not None
    assert (len(side.bands), side.count, len(asked)) == (1, 604799, 1)
    assert side.bands[0].last == NOW + timedelta(minutes=7, days=7, seconds=-1)


def test_before_and_after_are_two_lines_of_one_job() -> None:
    shown = html([week(cron_job("0 7 * * *"), cron_job("0 9 * * *"))], NOW)

    assert "CronJob/backend (changed)" in shown
    assert shown.count('role="img"') == 2
    assert shown.count("<rect") == 14
    assert 'x="11.310%"' in shown  # Tuesday 07:00 is 19 hours of 168 after Monday noon
    assert "<title>Tue 24 Nov 2026 07:00 UTC</title>" in shown


def test_the_same_in_two_environments_is_one_job() -> None:
    old, new = (cron_job(schedule) for schedule in ("0 7 * * *", "0 9 * * *"))
    sides = ({**files(each, home="qa/backend"), **files(each, home="staging/backend")} for each in (old, new))
    trees = comparison(*sides)
    [job] = jobs(trees.before, trees.after, NOW)

    assert job.environments == ("qa", "staging")
    assert "qa, staging · backend · CronJob/backend (changed)" in html([job], NOW)


def test_new_and_gone() -> None:
    one = cron_job("0 7 * * *")

    assert "CronJob/backend (new)" in html([week(None, one)], NOW)
    assert "CronJob/backend (gone)" in html([week(one, None)], NOW)


def test_jobs_that_run_as_before_are_folded() -> None:
    one = cron_job("0 7 * * *")
    shown = html([week(one, one)], NOW)

    assert "No job runs at other times than before." in shown
    assert "<summary>1 job that runs as before</summary>" in shown


def test_no_jobs() -> None:
    assert html([], NOW) == '<p class="empty">There are no CronJobs.</p>'


def test_the_axis_is_in_the_one_zone_of_all_jobs() -> None:
    paris = week(None, cron_job("0 7 * * *", timeZone="Europe/Paris"))
    utc = week(None, cron_job("0 7 * * *"))

    assert "Days begin at midnight, Europe/Paris." in html([paris], NOW)
    assert "Days begin at midnight, UTC." in html([paris, utc], NOW)


def test_the_same_inputs_make_the_same_bytes() -> None:
    job = week(cron_job("0 7 * * *"), cron_job("*/5 * * * *", timeZone="Asia/Kolkata"))
    timeline._week.cache_clear()
    again = week(cron_job("0 7 * * *"), cron_job("*/5 * * * *", timeZone="Asia/Kolkata"))

    assert html([job], NOW) == html([again], NOW)


def test_what_is_written_is_escaped() -> None:
    shown = html([week(None, cron_job("<script>alert(1)</script>", timeZone='"><img src=x>'))], NOW)

    assert "<script" not in shown
    assert "<img" not in shown


def test_a_moment_says_which_of_two() -> None:
    twice = [datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=PARIS) for fold in (0, 1)]

    assert [moment(each) for each in twice] == [
        "Sun 25 Oct 2026 02:30 UTC+02:00",
        "Sun 25 Oct 2026 02:30 UTC+01:00",
    ]
