"""The check of the same name."""

import pytest

from plainsail.checks.jobs import schedule_unparsable
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


@pytest.mark.parametrize(
    ("schedule", "why"),
    [
        ("0 7 * *", "it has 4 fields instead of 5"),
        ("0 0 7 * * *", "it has 6 fields instead of 5; Kubernetes knows no seconds and no years"),
        ("0 7 * * 7", "the weekday '7' is outside 0 to 6; Sunday is 0"),
        ("0 0 L * *", "the day-of-month 'L' uses L, W or #, which Kubernetes does not know"),
        ("0 0 * * 1#2", "the weekday '1#2' uses L, W or #, which Kubernetes does not know"),
        ("0 24 * * *", "the hour '24' is outside 0 to 23"),
        ("*/0 * * * *", "the minute '*/0' has a step of 0"),
        ("@reboot", ("'@reboot' is none of @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly and "
                     "'@every <duration>'")),
    ],
)  # fmt: skip
def test_the_api_server_refuses_it(schedule: str, why: str) -> None:
    [finding] = schedule_unparsable.check(manifests(cron_job(schedule)))

    assert finding.message == f"{schedule!r} is not a schedule: {why}"
    assert finding.where.field == "spec.schedule"


def test_a_suspended_one_is_refused_too() -> None:
    assert list(schedule_unparsable.check(manifests(cron_job("never", suspend=True))))


@pytest.mark.parametrize("schedule", ["0 7-15/2 * * MON-fri", "@daily", "@every 90m", "0 0 ? * *", "TZ=UTC 0 0 * * *"])
def test_silent_for_what_kubernetes_reads(schedule: str) -> None:
    assert not list(schedule_unparsable.check(manifests(cron_job(schedule))))
