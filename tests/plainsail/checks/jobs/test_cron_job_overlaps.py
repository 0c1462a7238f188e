"""The check of the same name."""

import pytest

from plainsail.checks.jobs import cron_job_overlaps
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


@pytest.mark.parametrize(
    ("schedule", "deadline", "message"),
    [
        ("*/5 * * * *", None, "a run may last for ever, the next comes after 5 min, and Allow lets them pile up"),
        ("0 0 * * *", 90000, "a run may last 25 h, the next comes after 1 d, and Allow lets them pile up"),
        ("0,10 3 * * *", 900, "a run may last 15 min, the next comes after 10 min, and Allow lets them pile up"),
    ],
)
def test_runs_may_pile_up(schedule: str, deadline: int | None, message: str) -> None:
    job = {"activeDeadlineSeconds": deadline}

    [finding] = cron_job_overlaps.check(manifests(cron_job(schedule, concurrencyPolicy=None, job=job)))

    assert finding.message == message
    assert finding.where.field == "spec.concurrencyPolicy"


@pytest.mark.parametrize(
    ("schedule", "policy", "deadline"),
    [
        ("*/5 * * * *", "Forbid", None),
        ("*/5 * * * *", "Replace", None),
        ("*/5 * * * *", "Allow", 300),
        ("0 3 * * *", "Allow", None),
    ],
)
def test_silent_where_runs_do_not_meet(schedule: str, policy: str, deadline: int | None) -> None:
    text = cron_job(schedule, concurrencyPolicy=policy, job={"activeDeadlineSeconds": deadline})

    assert not list(cron_job_overlaps.check(manifests(text)))
