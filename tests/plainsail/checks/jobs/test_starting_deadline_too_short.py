"""The check of the same name."""

from plainsail.checks.jobs import starting_deadline_too_short
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


def test_runs_are_missed() -> None:
    [finding] = starting_deadline_too_short.check(manifests(cron_job(startingDeadlineSeconds=5)))

    assert finding.message == "a start that is 5 s late is given up, and the controller looks every 10 s"
    assert finding.severity is None


def test_no_run_is_ever_in_time() -> None:
    [finding] = starting_deadline_too_short.check(manifests(cron_job(startingDeadlineSeconds=0)))

    assert finding.message == "no run is ever in time: a start may not be late at all"
    assert finding.severity == "error"


def test_silent_with_time_enough_or_no_deadline() -> None:
    assert not list(starting_deadline_too_short.check(manifests(cron_job(startingDeadlineSeconds=10))))
    assert not list(starting_deadline_too_short.check(manifests(cron_job(startingDeadlineSeconds=None))))
