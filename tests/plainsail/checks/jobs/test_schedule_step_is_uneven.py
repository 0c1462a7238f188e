"""The check of the same name."""

import pytest

from plainsail.checks.jobs import schedule_step_is_uneven
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


@pytest.mark.parametrize(
    ("schedule", "message", "severity"),
    [
        ("*/45 * * * *", "the minute '*/45': the last stretch of each hour is 15 minutes, not 45", None),
        ("0 */5 * * *", "the hour '*/5': the last stretch of each day is 4 hours, not 5", None),
        ("*/90 * * * *", "the minute '*/90' comes once in each hour", "warning"),
        ("0 */24 * * *", "the hour '*/24' comes once in each day", "warning"),
    ],
)
def test_runs_are_not_as_far_apart_as_they_look(schedule: str, message: str, severity: str | None) -> None:
    [finding] = schedule_step_is_uneven.check(manifests(cron_job(schedule)))

    assert finding.message == message
    assert finding.severity == severity


@pytest.mark.parametrize("schedule", ["*/15 */6 * * *", "0 7-15/2 * * *", "@hourly", "@every 7m"])
def test_silent_for_even_steps(schedule: str) -> None:
    assert not list(schedule_step_is_uneven.check(manifests(cron_job(schedule))))
