"""A zone is one by its name, in its capitals."""

from __future__ import annotations

import pytest

from plainsail.manifests.time_zones import is_time_zone, time_zones


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "Europe/Paris", "America/Argentina/Buenos_Aires"])
def test_a_zone_of_the_database(zone: str) -> None:
    assert is_time_zone(zone)


@pytest.mark.parametrize(
    "zone",
    [
        *("", "utc", "europe/paris", "Europe/paris", "Europe", "Europe/", "Europe//Paris", "Europe/Paris\0", "/UTC"),
        *("localtime", "posixrules", "tzdata.zi", "../etc/passwd", "a" * 5000),
    ],
)
def test_what_is_no_zone(zone: str) -> None:
    assert not is_time_zone(zone)


def test_every_name_of_the_database_is_a_zone() -> None:
    assert [zone for zone in sorted(time_zones()) if not is_time_zone(zone)] == []
