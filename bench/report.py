"""A suite's figures for people: its table, how times grow, what is aimed at; as text or as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bench import aims, figures
from bench.figures import Cells
from plainsail.table import table

Form = Callable[[Sequence[Cells]], str]
"""Writes rows, the first of which is the header."""


def text(rows: Sequence[Cells]) -> str:
    """For a terminal."""
    return table(rows)


def markdown(rows: Sequence[Cells]) -> str:
    """For a document; what is not in the first column is a figure."""
    lines = [rows[0], ("---", *["---:"] * (len(rows[0]) - 1)), *rows[1:]]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


FORMS: Mapping[str, Form] = {"markdown": markdown, "text": text}


def tables(name: str, data: Mapping[str, Any], beside: str, form: Form) -> list[str]:
    """The tables of a suite: figures, growth and aims, as far as there are any."""
    made = [
        figures.cells(data["rows"], beside),
        figures.growth(data["rows"]),
        with_header(aims.cells(name, data["rows"])),
    ]
    return [form(rows) for rows in made if rows]


def cells_of(line: str) -> Cells:
    """The columns of a line of Markdown, of a table; none of another line."""
    return tuple(cell.strip() for cell in line.strip("|").split("|")) if line.startswith("|") else ()


def with_header(rows: Sequence[Cells]) -> list[Cells]:
    """The rows of aims below their header, if there are any."""
    return [aims.COLUMNS, *rows] if rows else []
