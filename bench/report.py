"""What was measured as a table for people, in text and in Markdown, and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bench.measure import Measured
from plainsail.table import table

Row = Mapping[str, Any]
"""One way, as the data hold it."""

COLUMNS = ("", "min ms", "median ms", "max ms", "cpu ms", "ratio", "MiB", "first", "largest")


def rows_of(measured: Sequence[Measured]) -> list[dict[str, Any]]:
    """One row a way: times in seconds, memory in MiB."""
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


def text(rows: Sequence[Row], beside: str) -> str:
    """The table for a terminal."""
    return table([COLUMNS, *_cells(rows, beside)])


def markdown(rows: Sequence[Row], beside: str) -> str:
    """The table for a document."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|---|" + "---:|" * (len(COLUMNS) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(cells) + " |" for cells in _cells(rows, beside))])


def _cells(rows: Sequence[Row], beside: str) -> list[tuple[str, ...]]:
    cells = []
    for row in rows:
        times = [f"{1000 * row[name]:.0f}" for name in ("min", "median", "max", "cpu")]
        compared = ratio(rows, row["key"], beside)
        memory = [f"{row[name]:.0f}" if row[name] else "" for name in ("together", "first", "largest")]
        cells.append((row["title"], *times, f"{compared:.2f}" if compared else "", *memory))
    return cells
