"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.jobs import unknown_time_zone
from tests.plainsail.checks.planted_objects import cron_job, examined


@pytest.mark.parametrize(
    "zone", ["Europe/Pariss", "Local", "CEST", "", "europe/paris", "../etc/passwd", "/etc/localtime"]
)
def test_zone_that_nobody_knows(zone: str) -> None:
    [finding] = unknown_time_zone.check(examined(cron_job(timeZone=zone)))

    assert finding.message == f"'{zone}' is no time zone"
    assert finding.where.field == "spec.timeZone"


@pytest.mark.parametrize("zone", ["Europe/Paris", "UTC", "Etc/UTC", None])
def test_silent_on_zones(zone: str | None) -> None:
    assert not list(unknown_time_zone.check(examined(cron_job(timeZone=zone))))
