"""The check of the same name."""

from plainsail.checks.jobs import cron_job_hides_failures
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


def test_nothing_is_kept() -> None:
    [finding] = cron_job_hides_failures.check(manifests(cron_job(failedJobsHistoryLimit=0)))

    assert finding.message == "a failed run is taken away at once, and its log with it"
    assert finding.where.field == "spec.failedJobsHistoryLimit"


def test_nothing_is_kept_for_long() -> None:
    [finding] = cron_job_hides_failures.check(manifests(cron_job(job={"ttlSecondsAfterFinished": 60})))

    assert finding.message == "a failed run is taken away after 1 min, and its log with it"


def test_silent_with_the_defaults() -> None:
    assert not list(cron_job_hides_failures.check(manifests(cron_job(successfulJobsHistoryLimit=0))))
