"""Cron schedules and time zones, as the CronJob controller reads them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Annotated

from cronsim import CronSim, CronSimError
from pydantic import AfterValidator

from constructs_lib.kubernetes.nearest import did_you_mean

_DESCRIPTORS = ("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly")
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_WRITE = "write five fields: minute hour day-of-month month weekday"


def _schedule(text: str) -> str:
    """Refuses what robfig/cron, the controller's parser, refuses: seconds, `L`, `W`, `#`, Sunday as 7."""
    if text in _DESCRIPTORS:
        return text
    if "TZ=" in text:
        raise ValueError("holds a time zone, which Kubernetes refuses; say it as time_zone")
    fields = text.split()
    if len(fields) != 5:
        raise ValueError(f"has {len(fields)} fields; {_WRITE}")
    if re.search(r"[LW#]", re.sub(r"[A-Z]{3}", "", text.upper())):
        raise ValueError("uses L, W or #, which Kubernetes does not know; write numbers, names, '*', ',', '-' and '/'")
    text_of_parser = text.replace("?", "*")
    try:
        CronSim(text_of_parser, _ANY_DAY)
    except CronSimError as error:
        if _never_comes(text_of_parser):
            raise ValueError("never comes; to stop a job say suspended=True") from None
        raise ValueError(f"is not a cron schedule ({str(error).lower()}); {_WRITE}") from None
    if re.search(r"(^|[,-])7($|[,-/])", fields[4]):
        raise ValueError("says weekday 7; Kubernetes counts Sunday as 0")
    return text


def _never_comes(schedule: str) -> bool:
    """Whether only the month is to blame: February 31st is a day of no year, the 31st is one of January."""
    minute, hour, day, _, weekday = schedule.split()
    try:
        CronSim(f"{minute} {hour} {day} 1 {weekday}", _ANY_DAY)
    except CronSimError:
        return False
    return True


@cache
def _zones() -> frozenset[str]:
    # The list that the package carries, not the machine's own: every machine must accept the same names.
    return frozenset((files("tzdata") / "zones").read_text(encoding="utf-8").split())


def _time_zone(text: str) -> str:
    if text not in _zones():
        near = did_you_mean(text, sorted(_zones())) or "; write an IANA name such as 'Europe/Paris' or 'Etc/UTC'"
        raise ValueError(f"is not a time zone{near}")
    return text


Schedule = Annotated[str, AfterValidator(_schedule)]
"""A schedule of five fields (minute hour day-of-month month weekday), or `@daily` and its like."""
TimeZone = Annotated[str, AfterValidator(_time_zone)]
"""An IANA time zone, `Europe/Paris`."""
