"""The check of the same name."""

from plainsail.checks.jobs import cron_job_starts_however_late
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


def test_a_missed_run_starts_at_any_hour() -> None:
    [finding] = cron_job_starts_however_late.check(manifests(cron_job(startingDeadlineSeconds=None)))

    assert finding.message == "a missed run starts however late it is: there is no startingDeadlineSeconds"


def test_silent_with_a_deadline() -> None:
    assert not list(cron_job_starts_however_late.check(manifests(cron_job())))


def test_silent_when_it_is_suspended() -> None:
    planted = manifests(cron_job(startingDeadlineSeconds=None, suspend=True))

    assert not list(cron_job_starts_however_late.check(planted))
