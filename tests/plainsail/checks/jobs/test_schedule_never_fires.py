"""The check of the same name."""

import pytest

from plainsail.checks.jobs import schedule_never_fires
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


@pytest.mark.parametrize("schedule", ["0 7 31 2 *", "0 0 31 4,6,9,11 *", "0 0 30 2 ?"])
def test_no_year_has_such_a_day(schedule: str) -> None:
    [finding] = schedule_never_fires.check(manifests(cron_job(schedule)))

    assert finding.message == f"{schedule!r} never comes: no year has such a day"


def test_silent_when_it_is_suspended() -> None:
    assert not list(schedule_never_fires.check(manifests(cron_job("0 7 31 2 *", suspend=True))))


@pytest.mark.parametrize("schedule", ["0 0 29 2 *", "0 7 31 2 1-5", "0 0 31 * *", "@every 1h"])
def test_silent_when_it_comes_at_all(schedule: str) -> None:
    """Leap years have a February 29th; beside a weekday, the impossible date stops nothing."""
    assert not list(schedule_never_fires.check(manifests(cron_job(schedule))))
