"""The check of the same name."""

from plainsail.checks.jobs import cron_job_blocked_by_hung_run
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job

ENDLESS = {"activeDeadlineSeconds": None}


def test_a_run_that_hangs_is_the_last() -> None:
    [finding] = cron_job_blocked_by_hung_run.check(manifests(cron_job(job=ENDLESS)))

    assert finding.message == ("a run that hangs keeps all later ones from starting: there is no activeDeadlineSeconds")


def test_silent_with_an_end() -> None:
    assert not list(cron_job_blocked_by_hung_run.check(manifests(cron_job())))


def test_silent_where_the_next_run_starts_all_the_same() -> None:
    planted = manifests(cron_job(job=ENDLESS, concurrencyPolicy="Replace"))

    assert not list(cron_job_blocked_by_hung_run.check(planted))
