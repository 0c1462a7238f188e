"""What all formats for people share: marks, and a field's change in a few lines."""

import difflib
from collections.abc import Iterator

from constructs_lib.kubernetes.diff import ABSENT
from plainsail.findings.finding import DecidingLine
from plainsail.plan.changes import Action
from plainsail.plan.report import Entry, Row
from plainsail.plan.values import as_text, of_item
from plainsail.terminal import many, printable, shortened

MARKS: dict[Action, str] = {"added": "+", "removed": "-", "changed": "~"}
UNFELT = "no change in the cluster"
"""Said of a field that the API server keeps as it is: a default that is written out, an amount spelled otherwise."""
_MOST_LINES = 12


def place_of(line: DecidingLine) -> str:
    """`envs/backend/base.py:16`."""
    return f"{line.path}:{line.line}"


def remark_of(row: Row) -> str:
    """What stands behind a field's change: that it is none to the cluster, and the line that decides it."""
    words = ([] if row.is_felt else [UNFELT]) + ([place_of(row.line)] if row.line else [])
    return f"  ({', '.join(words)})" if words else ""


def name_of(row: Row, entry: Entry) -> str:
    """The field, and the environments where they are not all of its object."""
    where = f" ({', '.join(row.environments)})" if row.environments != entry.environments else ""
    return printable(f"{row.change.field}{where}")


def one_line(row: Row) -> str | None:
    """`512Mi → 1Gi`; None where texts of several lines differ."""
    change = row.change
    if change.order:
        return f"order {', '.join(change.old)} → {', '.join(change.new)}"
    if row.is_hidden or (change.old == change.new and type(change.old) is type(change.new)):
        return {(True, False): "(hidden)", (False, True): "(hidden)"}.get(
            (change.old is ABSENT, change.new is ABSENT), "(changed)"
        )
    if any(isinstance(side, str) and "\n" in side for side in (change.old, change.new)):
        return None
    if change.old is ABSENT or change.new is ABSENT:
        return as_text(of_item(change.path, change.new if change.old is ABSENT else change.old))
    return f"{as_text(change.old)} → {as_text(change.new)}"


def mark_of(row: Row) -> str:
    """Whether a field comes, goes, or changes."""
    if row.change.old is ABSENT:
        return "+"
    return "-" if row.change.new is ABSENT else "~"


def several_lines(row: Row, width: int) -> Iterator[tuple[str, str]]:
    """A mark and a text for each line of what goes and what comes, within a width."""
    line = one_line(row)
    if line is None:
        yield from _line_by_line(row, width)
    elif row.change.order or row.is_hidden or ABSENT in (row.change.old, row.change.new):
        yield mark_of(row), shortened(line, width)
    else:
        yield "-", shortened(as_text(row.change.old), width)
        yield "+", shortened(as_text(row.change.new), width)


def _line_by_line(row: Row, width: int) -> Iterator[tuple[str, str]]:
    old, new = (_lines(side) for side in (row.change.old, row.change.new))
    lines = [line for line in difflib.unified_diff(old, new, n=0, lineterm="") if line[:2] not in ("--", "++", "@@")]
    for line in lines[:_MOST_LINES]:
        yield line[0], shortened(printable(line[1:].replace("\t", "  ")), width)
    if len(lines) > _MOST_LINES:
        yield " ", f"and {many(len(lines) - _MOST_LINES, 'more line')}"


def _lines(side: object) -> list[str]:
    if side is ABSENT:
        return []
    return side.split("\n") if isinstance(side, str) else [as_text(side)]
