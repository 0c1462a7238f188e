"""Writes the figures of the last runs into `docs/performance.md`, between its markers: none is copied by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from bench import aims, report
from bench.figures import Cells
from bench.measure import NotMeasured
from bench.programs import ROOT
from bench.suites import SUITES

PAGE = ROOT / "docs" / "performance.md"
_MARKED = re.compile(r"(<!-- bench: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def write(results: Path) -> None:
    """Replaces what stands between the markers. Raises `NotMeasured` where a suite of the page was never run."""
    data = {name: _read(results / f"{name}.json") for name in SUITES}
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(filled(text, {name: each for name, each in data.items() if each}), encoding="utf-8")
    for name in (name for name, each in data.items() if not each):
        click.echo(f"{name} was not measured here; its table stays as it was", err=True)


def filled(text: str, data: dict[str, dict[str, Any]]) -> str:
    """The page with the figures in it."""
    return _MARKED.sub(lambda marked: f"{marked[1]}{_block(marked[2], marked[0], data)}{marked[3]}", text)


def _block(name: str, before: str, data: dict[str, dict[str, Any]]) -> str:
    if name == "aims":
        kept = {row[0]: row for row in map(report.cells_of, before.splitlines()) if row}
        rows = [cells for suite in SUITES for cells in _aims(suite, data.get(suite), kept)]
        return f"\n{report.markdown(report.with_header(rows))}\n\n" if rows else "\n"
    if name not in SUITES:
        raise NotMeasured(f"docs/performance.md: there is no suite {name!r}; name one of {', '.join(SUITES)}, or aims")
    if name not in data:
        return before.partition("\n")[2].removesuffix("<!-- end -->")
    one = data[name]
    figures, *more = report.tables(name, one, SUITES[name].beside, report.markdown)
    grown = more[:1] if any(row["apps"] > 1 for row in one["rows"]) else []  # aims have a table of their own
    about = "; ".join(f"{key} {value}" for part in ("machine", "versions") for key, value in one[part].items())
    took = f"{one['rounds']} rounds, {one['minutes']:.0f} minutes; {about}."
    return "\n" + "\n\n".join([figures, *grown, took]) + "\n\n"


def _aims(suite: str, measured: Mapping[str, Any] | None, kept: Mapping[str, Cells]) -> Sequence[Cells]:
    """The aims of a suite: as measured, else as the page has them."""
    if measured:
        return aims.cells(suite, measured["rows"])
    return [kept[aim.title] for aim in aims.AIMS.get(suite, ()) if aim.title in kept]


def _read(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
