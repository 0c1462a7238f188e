"""Where the time of one of our commands goes: imports by package, and Python's own time by room.

A profile is slower than what it shows, so its figures are shares, not times to quote. Worker processes are not seen.
"""

from __future__ import annotations

import pstats
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bench.figures import Cells
from bench.measure import NotMeasured, Way, started
from bench.programs import ROOT

_IMPORT = re.compile(r"^import time:\s+(\d+) \|\s+\d+ \|\s*(\S+)$", re.MULTILINE)
_MOST = 15
"""How many lines are worth a look."""


def imports(way: Way) -> list[Cells]:
    """The packages that are imported, with the time of their own code."""
    said = _output(replace(way, env={**way.env, "PYTHONPROFILEIMPORTTIME": "1"}))
    spent: Counter[str] = Counter()
    modules: Counter[str] = Counter()
    for microseconds, module in _IMPORT.findall(said):
        package = _room(module.split("."))
        spent[package] += int(microseconds)
        modules[package] += 1
    rows: list[Cells] = [
        (package, str(modules[package]), f"{time / 1000:.1f}", f"{100 * time / spent.total():.0f} %")
        for package, time in spent.most_common(_MOST)
    ]
    return [("imported", "modules", "ms", "share"), *rows]


def code(way: Way) -> list[Cells]:
    """The rooms whose code runs, with the time that is spent in their own functions."""
    script, *words = way.command
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        profile = Path(folder) / "profile"
        _output(replace(way, command=(sys.executable, "-m", "cProfile", "-o", profile, script, *words)))
        if not profile.exists():
            raise NotMeasured(f"{way.title}: no profile was written; only commands of Python have one")
        stats = pstats.Stats(str(profile)).stats  # type: ignore[attr-defined] # the only way to what it holds
    spent: Counter[str] = Counter()
    calls: Counter[str] = Counter()
    for (file, _, name), (_, count, own, _, _) in stats.items():
        room = _room(_parts(file, name))
        spent[room] += own
        calls[room] += count
    total = sum(spent.values())
    rows: list[Cells] = [
        (room, str(calls[room]), f"{1000 * time:.1f}", f"{100 * time / total:.0f} %")
        for room, time in spent.most_common(_MOST)
    ]
    return [("code of", "calls", "ms", "share"), *rows]


def _output(way: Way) -> str:
    process = started(way, subprocess.PIPE)
    said, _ = process.communicate()
    if process.returncode not in way.codes:
        raise NotMeasured(f"{way.title}: exit code {process.returncode} when it is profiled")
    return said.decode(errors="replace")


def _parts(file: str, name: str) -> list[str]:
    """The dotted name of what a function is part of."""
    if file == "~":
        return ["built in", name.strip("<>").removeprefix("built-in method ").removeprefix("method ")]
    if file.startswith("<frozen "):
        return ["importlib"]  # what else is frozen takes no time
    path = Path(file)
    if path.is_relative_to(ROOT):
        return [*path.relative_to(ROOT).with_suffix("").parts]
    if "site-packages" in path.parts:
        return [*path.with_suffix("").parts[path.parts.index("site-packages") + 1 :]]
    return ["standard library", path.stem]


_DEEP: Mapping[str, int] = {"built in": 2, "constructs_lib": 2, "plainsail": 2, "standard library": 2}
"""Of whose parts there is a line each."""


def _room(parts: list[str]) -> str:
    if parts[0] in sys.stdlib_module_names:
        return "standard library"
    return ".".join(parts[: _DEEP.get(parts[0], 1)])
