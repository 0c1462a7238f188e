"""The instant from which a page counts the next runs of jobs."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from plainsail.errors import ProjectError

if TYPE_CHECKING:
    from plainsail.report.facts import Facts

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable by which builds are told the time, so that they can be repeated: seconds since 1970."""


def instant_of(facts: Facts) -> datetime | None:
    """The instant to count from: of `SOURCE_DATE_EPOCH`, else of the commit. Raises `ProjectError`; asks no clock."""
    written = os.environ.get(EPOCH)
    if written is None:
        return facts.now
    try:
        return datetime.fromtimestamp(int(written), UTC)
    except (ValueError, OverflowError, OSError):
        raise ProjectError(f"{EPOCH}={written}: is no number of seconds since 1970") from None
