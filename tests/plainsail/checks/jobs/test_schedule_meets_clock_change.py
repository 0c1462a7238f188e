"""The check of the same name."""

import pytest

from plainsail.checks.jobs import schedule_meets_clock_change
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


def test_a_night_without_a_run() -> None:
    [finding] = schedule_meets_clock_change.check(manifests(cron_job("30 2 * * *")))

    assert finding.message == (
        "in Europe/Paris, 02:30 does not exist on 2027-03-28: no run that day, "
        "and 02:30 comes twice on 2027-10-31: two runs"
    )
    assert finding.severity is None


def test_two_runs_are_only_mentioned() -> None:
    """America skips 02:00 and repeats 01:00."""
    [finding] = schedule_meets_clock_change.check(manifests(cron_job("15 1 * * *", timeZone="America/New_York")))

    assert finding.message == "in America/New_York, 01:15 comes twice on 2027-11-07: two runs"
    assert finding.severity == "info"


def test_one_run_of_several_is_only_mentioned() -> None:
    [finding] = schedule_meets_clock_change.check(manifests(cron_job("0 2,14 * * *")))

    assert "02:00 does not exist on 2027-03-28: no run, and" in finding.message
    assert finding.severity == "info"


@pytest.mark.parametrize(
    ("schedule", "zone"),
    [
        ("30 3 * * *", "Europe/Paris"),
        ("30 2 * * 1-5", "Europe/Paris"),
        ("30 2 1 * *", "Europe/Paris"),
        ("30 * * * *", "Europe/Paris"),
        ("30 2 * * *", "Etc/UTC"),
        ("30 2 * * *", None),
        ("30 2 * * *", "Europe/Nowhere"),
        ("@every 24h", "Europe/Paris"),
    ],
    ids=["later", "weekdays", "the first", "every hour", "UTC", "no zone", "no such zone", "no clock"],
)
def test_silent_where_no_run_is_lost(schedule: str, zone: str | None) -> None:
    """Clocks change on Sundays, late in their month."""
    assert not list(schedule_meets_clock_change.check(manifests(cron_job(schedule, timeZone=zone))))
