"""The check of the same name."""

from plainsail.checks.jobs import cron_job_name_too_long
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


def test_its_jobs_would_have_no_name() -> None:
    [finding] = cron_job_name_too_long.check(manifests(cron_job(name="a" * 53)))

    assert finding.message == "the name has 53 characters, at most 52 fit"
    assert finding.where.field == "metadata.name"


def test_silent_for_52() -> None:
    assert not list(cron_job_name_too_long.check(manifests(cron_job(name="a" * 52))))
