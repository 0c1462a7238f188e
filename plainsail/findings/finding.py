"""What a check says: where, what is wrong, what to do, and which setting decides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plainsail.location import Location

Severity = Literal["error", "warning", "info"]
"""error: the API server refuses it, it cannot work, or it is unsafe. warning: it works today and will fail on a day
that one can name. info: taste or hardening."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest down."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One complaint of one check."""

    where: Location
    message: str
    """What is so and what it leads to, in lower case, without what `where` says already."""
    setting: str | tuple[str, ...] | None = None
    """The setting that decides it (`liveness_probe.period_seconds`); of several, the first that someone says."""
    severity: Severity | None = None
    """Where it is not that of the check."""
    fix: str | None = None
    """Where it is not that of the check."""
