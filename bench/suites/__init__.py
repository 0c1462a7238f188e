"""What is measured together, in turn. A suite never measures: it says which ways there are, and lays their folders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Way
from bench.programs import Programs
from bench.suites import commands, fleets, sample

Lay = Callable[[Path, Programs, Sequence[int]], list[Way]]


@dataclass(frozen=True, kw_only=True)
class Suite:
    """Ways that are measured in turn, and the one that the others are compared with."""

    title: str
    lay: Lay
    """Lays the projects into a folder; the numbers are the sizes of fleets."""
    beside: str
    """The key of the way that the ratios of the table are to."""
    is_long: bool = False
    """Whether it is run only where somebody asks for it."""


SUITES: Mapping[str, Suite] = {
    "sample": Suite(title="One app, two environments, 20 objects", lay=sample.ways, beside="plain"),
    "commands": Suite(title="What commands answer", lay=commands.ways, beside="pass"),
    "fleets": Suite(title="Fleets: apps x 2 environments", lay=fleets.ways, beside="plain-250", is_long=True),
}
