"""Findings that are meant: which finding a waiver covers, and which waivers cover none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product

from plainsail.location import Location

_Home = tuple[str, str | None, str | None]
"""A check, an environment, and an app."""


@dataclass(frozen=True)
class Waiver:
    """What the settings of one app in one environment waive: a check there, or only what it finds at one place."""

    check: str
    reason: str
    environment: str
    app: str
    line: str
    """What says it, `envs/backend/base.py:30`: one line may hold for several environments."""
    setting: str
    """The setting that says it: `waivers.no-memory-limit.only[0]`."""
    only: str = ""
    """`Deployment/backend`, `Deployment/backend app`; empty for the whole app."""
    is_implied: bool = False
    """Whether a setting implies it, with its own reason, that decides more than the finding: that stays where nothing
    is found, and no reason makes the API server take what it refuses."""

    @property
    def home(self) -> _Home:
        """The check, and the environment and the app in which it is waived."""
        return self.check, self.environment, self.app

    @property
    def where(self) -> Location:
        """The place that a finding about the waiver names."""
        path, _, number = self.line.rpartition(":")
        return Location(path=path, line=int(number), environment=self.environment, app=self.app)


class Waivers:
    """The waivers of a run, found by what they cover: the time for a finding does not grow with their number."""

    def __init__(self, waivers: Iterable[Waiver]) -> None:
        self._waivers = tuple(waivers)
        self._covering: dict[tuple[_Home, str], set[Waiver]] = defaultdict(set)
        self._found: dict[_Home, set[str]] = {}
        self._hit: set[tuple[_Home, str]] = set()
        for waiver in self._waivers:
            if waiver.only:
                self._found.setdefault(waiver.home, set())
            # What is outside apps, or environments, counts for each.
            for home in product([waiver.check], (None, waiver.environment), (None, waiver.app)):
                if waiver.reason.strip():
                    self._covering[home, waiver.only].add(waiver)

    def cover(self, check: str, where: Location, *, is_error: bool = False) -> bool:
        """Whether one covers what a check finds there."""
        home, spellings = (check, where.environment, where.app), _spellings(where)
        if home in self._found:
            self._found[home].update(spellings)
        hit = {
            (home, spelling)
            for spelling in ("", *spellings)
            if any(not (is_error and waiver.is_implied) for waiver in self._covering.get((home, spelling), ()))
        }
        self._hit |= hit
        return bool(hit)

    def book(self, checks: Iterable[str]) -> WaiverBook:
        """What became of them, once every finding was asked for; `checks` are the ids of all checks."""
        used = set().union(*(self._covering[hit] for hit in self._hit))
        busy = {(waiver.line, waiver.setting) for waiver in used}
        idle = (each for each in self._waivers if not each.is_implied and (each.line, each.setting) not in busy)
        return WaiverBook(self._waivers, frozenset(checks), frozenset(idle), self._found)


@dataclass(frozen=True)
class WaiverBook:
    """All waivers of a run, what they may name, and which had nothing to waive."""

    waivers: tuple[Waiver, ...] = ()
    checks: frozenset[str] = frozenset()
    """Ids of all checks."""
    idle: frozenset[Waiver] = frozenset()
    """Waivers whose line covered no finding in any app and environment that it holds for."""
    found: Mapping[_Home, Collection[str]] = field(default_factory=dict)
    """Where a check finds something in an app, in every spelling; of checks that are waived at some places only."""


def _spellings(where: Location) -> tuple[str, ...]:
    """How a waiver may name a place: by its object, as findings print it, and with all of its field."""
    return tuple({where.object, where.place, f"{where.object} {where.field}".rstrip()}) if where.object else ()
