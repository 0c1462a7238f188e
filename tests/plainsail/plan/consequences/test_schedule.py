"""A job runs at other times."""

from __future__ import annotations

from tests.plainsail.plan.planted import cron_job, files, findings, manifest, told

NAME = "schedule"


def test_the_next_runs_before_and_after() -> None:
    before = cron_job("0 7 * * *", timeZone="Europe/Paris")
    after = cron_job("30 13 * * 1-5", timeZone="Europe/Paris")

    assert told(NAME, before, after) == [
        (
            "before: 0 7 * * * Europe/Paris: Tue 24 Nov 07:00, Wed 25 Nov 07:00, Thu 26 Nov 07:00; "
            "after: 30 13 * * 1-5 Europe/Paris: Mon 23 Nov 13:30, Tue 24 Nov 13:30, Wed 25 Nov 13:30"
        )
    ]


def test_another_zone_is_another_time() -> None:
    [message] = told(NAME, cron_job("0 7 * * *"), cron_job("0 7 * * *", timeZone="Asia/Tokyo"))

    assert "before: 0 7 * * * UTC: Tue 24 Nov 07:00" in message
    assert "after: 0 7 * * * Asia/Tokyo: Tue 24 Nov 07:00" in message


def test_a_zone_within_the_schedule_counts() -> None:
    [message] = told(NAME, cron_job("0 7 * * *"), cron_job("CRON_TZ=Europe/Paris 0 7 * * *"))

    assert message.endswith("Europe/Paris: Tue 24 Nov 07:00, Wed 25 Nov 07:00, Thu 26 Nov 07:00")


def test_a_suspended_job_has_no_runs() -> None:
    [message] = told(NAME, cron_job("0 7 * * *"), cron_job("0 7 * * *", suspend=True))

    assert message.endswith("; after: suspended, no runs")


def test_a_new_job_says_when_it_runs() -> None:
    assert told(NAME, {}, files(cron_job("0 0 1 1 *"))) == [
        "new: 0 0 1 1 * UTC: Fri 1 Jan 2027 00:00, Sat 1 Jan 2028 00:00, Mon 1 Jan 2029 00:00"
    ]


def test_what_never_comes_and_what_cannot_be_read() -> None:
    assert told(NAME, cron_job("0 0 31 2 *"), cron_job("often")) == [
        "before: 0 0 31 2 * never comes; after: 'often' cannot be read, no runs"
    ]


def test_an_unknown_zone_has_no_runs() -> None:
    [message] = told(NAME, cron_job("0 7 * * *"), cron_job("0 7 * * *", timeZone="Europe/Pariss"))

    assert message.endswith("cannot be read, no runs")


def test_the_schedule_is_the_cause() -> None:
    labels = {"labels": {"app.kubernetes.io/component": "nightly"}}
    before, after = (
        manifest("CronJob", {"schedule": text}, api="batch/v1", metadata=labels) for text in ("0 7 * * *", "0 8 * * *")
    )

    [finding] = findings(NAME, files(before), files(after))

    assert finding.causes[0].where.field == "spec.schedule"


def test_a_job_that_goes_or_changes_otherwise_says_nothing() -> None:
    assert told(NAME, files(cron_job("0 7 * * *")), {}) == []
    assert told(NAME, cron_job("0 7 * * *"), cron_job("0 7 * * *", concurrencyPolicy="Forbid")) == []
