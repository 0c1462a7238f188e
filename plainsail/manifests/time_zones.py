"""The time zones of the IANA database, as this machine has it."""

import zoneinfo
from functools import cache
from pathlib import Path

_NO_NAMES = frozenset({"localtime", "posixrules"})
"""Files of the database that are no zones of it."""


@cache
def time_zones() -> frozenset[str]:
    """The names of all zones; reads every file of the database."""
    return frozenset(zoneinfo.available_timezones() - _NO_NAMES)


@cache
def is_time_zone(zone: str) -> bool:
    """Whether the database has a zone, in this spelling: a file system may not care for capitals.

    >>> is_time_zone("Europe/Paris"), is_time_zone("europe/paris"), is_time_zone("Europe/Pariss")
    (True, False, False)
    """
    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    if zone in _NO_NAMES:
        return False
    return any(_is_spelt_so(Path(folder), zone) for folder in zoneinfo.TZPATH) or zone in time_zones()


def _is_spelt_so(folder: Path, zone: str) -> bool:
    for part in zone.split("/"):
        if part not in _names(folder):
            return False
        folder /= part
    return True


@cache
def _names(folder: Path) -> frozenset[str]:
    try:
        return frozenset(path.name for path in folder.iterdir())
    except OSError:
        return frozenset()
