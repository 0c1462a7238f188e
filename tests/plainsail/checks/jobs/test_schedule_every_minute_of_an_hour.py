"""The check of the same name."""

import pytest

from plainsail.checks.jobs import schedule_every_minute_of_an_hour
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


@pytest.mark.parametrize("schedule", ["* 3 * * *", "* 3,9 * * *"])
def test_sixty_times_instead_of_once(schedule: str) -> None:
    [finding] = schedule_every_minute_of_an_hour.check(manifests(cron_job(schedule)))

    assert finding.message == f"{schedule!r} runs sixty times in each hour that it names"


@pytest.mark.parametrize("schedule", ["0 3 * * *", "* * * * *", "* 8-18 * * 1-5", "*/5 3 * * *", "@every 1m"])
def test_silent_where_it_is_meant(schedule: str) -> None:
    assert not list(schedule_every_minute_of_an_hour.check(manifests(cron_job(schedule))))
