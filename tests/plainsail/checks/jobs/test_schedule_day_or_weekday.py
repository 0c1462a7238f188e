"""The check of the same name."""

import pytest

from plainsail.checks.jobs import schedule_day_or_weekday
from tests.plainsail.checks.planted import manifests
from tests.plainsail.checks.planted_workloads import cron_job


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (
            "0 7-15/2 31 2 1-5",
            (
                "runs on 20 days of 2027, on which the day of month or the weekday fits; "
                "the date exists in no month, so it was probably meant never to run"
            ),
        ),
        (
            "0 0 13 * 5",
            (
                "runs on 64 days of 2027, on which the day of month or the weekday fits; "
                "both fit on 1, which was probably meant"
            ),
        ),
        (
            "0 0 */2 * 1",
            (
                "runs on 211 days of 2027, on which the day of month or the weekday fits; "
                "both fit on 27, which was probably meant"
            ),
        ),
    ],
    ids=["switched off in vain", "Friday the 13th", "a step is no star"],
)
def test_either_is_enough(schedule: str, said: str) -> None:
    [finding] = schedule_day_or_weekday.check(manifests(cron_job(schedule)))

    assert finding.message == f"{schedule!r} {said}"


@pytest.mark.parametrize("schedule", ["0 0 13 * *", "0 0 * * 5", "0 0 * * *", "0 0 1-31 * 0-6", "@weekly"])
def test_silent_for_one_condition(schedule: str) -> None:
    assert not list(schedule_day_or_weekday.check(manifests(cron_job(schedule))))


def test_silent_when_it_is_suspended() -> None:
    assert not list(schedule_day_or_weekday.check(manifests(cron_job("0 0 13 * 5", suspend=True))))
