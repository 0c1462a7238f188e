"""What was measured as rows of data, and what is computed from them: ratios, and how times grow with a fleet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from bench.measure import Measured

Row = Mapping[str, Any]
"""One way: times in seconds, memory in MiB."""
Cells = tuple[str, ...]

COLUMNS: Cells = ("", "min ms", "median ms", "max ms", "cpu ms", "ratio", "MiB", "first", "largest")


def rows_of(measured: Sequence[Measured]) -> list[dict[str, Any]]:
    """One row a way."""
    return [
        {
            "key": one.way.key,
            "title": one.way.title,
            "apps": one.way.apps,
            "min": min(one.seconds),
            "median": one.median,
            "max": max(one.seconds),
            "cpu": one.cpu,
            "rounds": len(one.samples),
            "together": one.peak and one.peak.together,
            "first": one.peak and one.peak.first,
            "largest": one.peak and one.peak.largest,
        }
        for one in measured
    ]


def ratio(rows: Sequence[Row], of: str, to: str) -> float | None:
    """The ratio of two medians; None where one of them was not measured."""
    medians = {row["key"]: float(row["median"]) for row in rows}
    return medians[of] / medians[to] if of in medians and to in medians else None


def cells(rows: Sequence[Row], beside: str) -> list[Cells]:
    """The figures of each way, with ratios to the one whose key is `beside`."""
    made: list[Cells] = [COLUMNS]
    for row in rows:
        times = [f"{1000 * row[name]:.0f}" if row[name] else "" for name in ("min", "median", "max", "cpu")]
        compared = ratio(rows, row["key"], beside)
        memory = [f"{row[name]:.0f}" if row[name] else "" for name in ("together", "first", "largest")]
        made.append((row["title"], *times, f"{compared:.2f}" if compared else "", *memory))
    return made


def growth(rows: Sequence[Row]) -> list[Cells]:
    """What one app costs in fleets of several sizes, and how much more the last apps cost than the first."""
    by_size: dict[str, dict[int, float]] = defaultdict(dict)
    for row in rows:
        if row["apps"] > 1:
            by_size[row["title"].rpartition(",")[0]][row["apps"]] = float(row["median"])
    sizes = sorted({size for medians in by_size.values() for size in medians})
    grown = {title: medians for title, medians in by_size.items() if len(medians) > 1}
    if not grown:
        return []
    made: list[Cells] = [("ms for each app", *(f"of {size}" for size in sizes), "growth")]
    for title, medians in grown.items():
        each = [f"{1000 * medians[size] / size:.2f}" if size in medians else "" for size in sizes]
        made.append((title, *each, _bend(medians)))
    return made


def _bend(medians: Mapping[int, float]) -> str:
    """What one more app costs between the two largest fleets beside the two smallest: 1.00 is linear."""
    if len(medians) < 3:
        return ""
    sizes = sorted(medians)
    slopes = [(medians[large] - medians[small]) / (large - small) for small, large in (sizes[:2], sizes[-2:])]
    return f"{slopes[1] / slopes[0]:.2f}" if slopes[0] > 0 else ""
