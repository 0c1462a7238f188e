"""When a CronJob runs next."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.kubernetes.schedules import parse
from plainsail.plan.next_runs import next_runs

PARIS = ZoneInfo("Europe/Paris")


def runs(schedule: str, after: datetime, zone: ZoneInfo = PARIS, count: int = 3) -> list[str]:
    return [f"{run:%m-%d %H:%M %Z}" for run in next_runs(parse(schedule), zone, after, count)]


def test_a_time_that_a_change_of_clocks_skips_is_no_run() -> None:
    assert runs("30 2 * * *", datetime(2027, 3, 27, 12, tzinfo=UTC), count=1) == ["03-29 02:30 CEST"]


def test_a_time_that_comes_twice_is_two_runs() -> None:
    assert runs("30 2 * * *", datetime(2027, 10, 30, 12, tzinfo=UTC), count=2) == [
        "10-31 02:30 CEST",
        "10-31 02:30 CET",
    ]


def test_a_run_at_the_very_instant_is_over() -> None:
    assert runs("0 * * * *", datetime(2027, 1, 1, 12, tzinfo=UTC), count=1) == ["01-01 14:00 CET"]


def test_an_impossible_day_has_none() -> None:
    assert runs("0 0 30 2 *", datetime(2027, 1, 1, tzinfo=UTC)) == []


def test_every_so_often_counts_from_now() -> None:
    assert runs("@every 90m", datetime(2027, 1, 1, 12, tzinfo=UTC), count=2) == ["01-01 14:30 CET", "01-01 16:00 CET"]


@given(
    st.integers(0, 59),
    st.integers(0, 23),
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone follows
)
def test_runs_are_in_order_after_the_instant_and_on_schedule(minute: int, hour: int, after: datetime) -> None:
    found = next_runs(parse(f"{minute} {hour} * * *"), PARIS, after)

    instants = [run.astimezone(UTC) for run in found]
    assert instants == sorted(set(instants))
    assert instants[0] > after
    assert {(run.hour, run.minute) for run in found} == {(hour, minute)}
