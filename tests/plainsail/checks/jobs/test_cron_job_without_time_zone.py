"""The check of the same name."""

import pytest

from plainsail.checks.jobs import cron_job_without_time_zone
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


@pytest.mark.parametrize("schedule", ["0 7 * * 1-5", "@daily", "*/5 * * * 1-5"])
def test_hours_of_whichever_zone(schedule: str) -> None:
    [finding] = cron_job_without_time_zone.check(manifests(cron_job(schedule, timeZone=None)))

    assert finding.message == f"{schedule!r} is read in the controller's zone, whichever that is"
    assert finding.severity == "warning"


def test_other_people_may_know_their_cluster() -> None:
    [finding] = cron_job_without_time_zone.check(manifests(cron_job(timeZone=None), environment=None, app=None))

    assert finding.severity == "info"


@pytest.mark.parametrize("schedule", ["*/5 * * * *", "@hourly", "@every 1h", "TZ=UTC 0 7 * * *"])
def test_silent_where_the_zone_changes_nothing_or_is_said(schedule: str) -> None:
    assert not list(cron_job_without_time_zone.check(manifests(cron_job(schedule, timeZone=None))))


def test_silent_with_a_zone() -> None:
    assert not list(cron_job_without_time_zone.check(manifests(cron_job())))
