"""The check of the same name."""

import pytest

from plainsail.checks.jobs import schedule_skips_months
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


@pytest.mark.parametrize(
    ("schedule", "ran"),
    [
        ("0 0 31 * *", "in 7 of the 12 months that it names"),
        ("0 0 30 1,2 *", "in 1 of the 2 months that it names"),
        ("0 0 29 2 *", "in no month"),
    ],
)
def test_months_without_the_day_are_skipped(schedule: str, ran: str) -> None:
    [finding] = schedule_skips_months.check(manifests(cron_job(schedule)))

    assert finding.message == f"{schedule!r} runs {ran} in 2027: the others have no such day"


@pytest.mark.parametrize("schedule", ["0 0 28 * *", "0 0 28-31 * *", "0 0 31 1 *", "0 0 * * *"])
def test_silent_where_every_month_has_its_day(schedule: str) -> None:
    assert not list(schedule_skips_months.check(manifests(cron_job(schedule))))
