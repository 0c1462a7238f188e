"""Cron schedules and time zones."""

from __future__ import annotations

import pytest

from constructs_lib.settings import CronJob, SettingsError


@pytest.mark.parametrize(
    "schedule",
    [
        *(
            "* * * * *",
            "0 7-15/2 * * 1-5",
            "*/5 0,12 1-7 JAN-MAR sun",
            "0 0 ? * MON",
            "@daily",
            "@hourly",
            "0 0 29 2 *",
        ),
        "0 0 31 2 1-5",  # every weekday of February: cron joins day and weekday with "or"
    ],
)
def test_what_the_controller_takes(schedule: str) -> None:
    assert CronJob("true", schedule=schedule).schedule == schedule


@pytest.mark.parametrize(
    "schedule",
    [
        *("", "* * * *", "0 * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8"),
        *("* * * * 7", "0 0 L * *", "0 0 15W * *", "0 0 * * 1#2", "TZ=UTC 0 0 * * *", "CRON_TZ=UTC 0 0 * * *"),
        *("@reboot", "@every 1h", "0 0 31 2 *", "0 0 31 4,6 *", "a b c d e"),
    ],
)
def test_what_the_controller_refuses_or_never_starts(schedule: str) -> None:
    with pytest.raises(SettingsError):
        CronJob("true", schedule=schedule)


@pytest.mark.parametrize("zone", ["Europe/Paris", "UTC", "Etc/UTC", "America/Argentina/Ushuaia"])
def test_a_time_zone(zone: str) -> None:
    assert CronJob("true", schedule="@daily", time_zone=zone).time_zone == zone


@pytest.mark.parametrize("zone", ["", "Local", "Paris", "europe/paris", "Europe/Pariss", "../etc/passwd", "+02:00"])
def test_no_time_zone(zone: str) -> None:
    with pytest.raises(SettingsError):
        CronJob("true", schedule="@daily", time_zone=zone)
