"""Findings that are meant: which finding a waiver covers, and which waivers cover none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plainsail.location import Location


@dataclass(frozen=True)
class Waiver:
    """`waivers = {"check-id": "reason"}` of one app in one environment."""

    check: str
    reason: str
    environment: str
    app: str
    line: str
    """What says it, `envs/backend/base.py:30`: one line may hold for several environments."""

    @property
    def where(self) -> Location:
        """The place that a finding about the waiver names."""
        path, _, number = self.line.rpartition(":")
        return Location(path=path, line=int(number), environment=self.environment, app=self.app)

    @property
    def setting(self) -> str:
        """The setting that says it."""
        return f"waivers.{self.check}"

    def covers(self, check: str, where: Location) -> bool:
        """Whether it waives a finding there: in its own app and environment; what is outside apps counts for each."""
        return (
            self.check == check
            and bool(self.reason.strip())
            and where.environment in (None, self.environment)
            and where.app in (None, self.app)
        )


@dataclass(frozen=True)
class WaiverBook:
    """All waivers of a run, what they may name, and which had nothing to waive."""

    waivers: tuple[Waiver, ...] = ()
    checks: frozenset[str] = frozenset()
    """Ids of all checks."""
    idle: frozenset[Waiver] = frozenset()
    """Waivers whose line covered no finding in any environment that it holds for."""

    @classmethod
    def of(cls, waivers: Iterable[Waiver], *, checks: Iterable[str], used: set[Waiver]) -> WaiverBook:
        """The book after a run in which `used` covered something."""
        every = tuple(waivers)
        busy = {(waiver.line, waiver.check) for waiver in used}
        return cls(
            every, frozenset(checks), frozenset(waiver for waiver in every if (waiver.line, waiver.check) not in busy)
        )
