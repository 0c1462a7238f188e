"""A job runs at other times."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.kubernetes.schedules import parse
from plainsail.plan.consequences.schedule import next_runs
from tests.plainsail.plan.planted import cron_job, files, findings, manifest, told

NAME = "schedule"


def test_the_next_runs_before_and_after() -> None:
    before = cron_job("0 7 * * *", timeZone="Europe/Paris")
    after = cron_job("30 13 * * 1-5", timeZone="Europe/Paris")

    assert told(NAME, before, after) == [
        (
            "before: 0 7 * * * Europe/Paris: Tue 24 Nov 07:00, Wed 25 Nov 07:00, Thu 26 Nov 07:00; "
            "after: 30 13 * * 1-5 Europe/Paris: Mon 23 Nov 13:30, Tue 24 Nov 13:30, Wed 25 Nov 13:30"
        )
    ]


def test_another_zone_is_another_time() -> None:
    [message] = told(NAME, cron_job("0 7 * * *"), cron_job("0 7 * * *", timeZone="Asia/Tokyo"))

    assert "before: 0 7 * * * UTC: Tue 24 Nov 07:00" in message
    assert "after: 0 7 * * * Asia/Tokyo: Tue 24 Nov 07:00" in message


def test_a_zone_within_the_schedule_counts() -> None:
    [message] = told(NAME, cron_job("0 7 * * *"), cron_job("CRON_TZ=Europe/Paris 0 7 * * *"))

    assert message.endswith("Europe/Paris: Tue 24 Nov 07:00, Wed 25 Nov 07:00, Thu 26 Nov 07:00")


def test_a_suspended_job_has_no_runs() -> None:
    [message] = told(NAME, cron_job("0 7 * * *"), cron_job("0 7 * * *", suspend=True))

    assert message.endswith("; after: suspended, no runs")


def test_a_new_job_says_when_it_runs() -> None:
    assert told(NAME, {}, files(cron_job("0 0 1 1 *"))) == [
        "new: 0 0 1 1 * UTC: Fri 1 Jan 2027 00:00, Sat 1 Jan 2028 00:00, Mon 1 Jan 2029 00:00"
    ]


def test_what_never_comes_and_what_cannot_be_read() -> None:
    assert told(NAME, cron_job("0 0 31 2 *"), cron_job("often")) == [
        "before: 0 0 31 2 * never comes; after: 'often' cannot be read, no runs"
    ]


def test_an_unknown_zone_has_no_runs() -> None:
    [message] = told(NAME, cron_job("0 7 * * *"), cron_job("0 7 * * *", timeZone="Europe/Pariss"))

    assert message.endswith("cannot be read, no runs")


def test_the_schedule_is_the_cause() -> None:
    labels = {"labels": {"app.kubernetes.io/component": "nightly"}}
    before, after = (
        manifest("CronJob", {"schedule": text}, api="batch/v1", metadata=labels) for text in ("0 7 * * *", "0 8 * * *")
    )

    [finding] = findings(NAME, files(before), files(after))

    assert finding.causes[0].where.field == "spec.schedule"


def test_a_job_that_goes_or_changes_otherwise_says_nothing() -> None:
    assert told(NAME, files(cron_job("0 7 * * *")), {}) == []
    assert told(NAME, cron_job("0 7 * * *"), cron_job("0 7 * * *", concurrencyPolicy="Forbid")) == []


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
