"""Rows of text as columns."""

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from plainsail.terminal import columns, printable


def table(rows: Sequence[Sequence[str]], *, indent: str = "") -> str:
    """The rows with their columns aligned, no blanks at the ends of lines; prose in them within the terminal.

    >>> print(table([("a", "bb"), ("ccc", "d")]))
    a    bb
    ccc  d
    """
    rows = [[printable(cell) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    if room := columns():
        widths = _within(room - len(indent) - 2 * (len(widths) - 1), widths, rows)
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for row in rows
        for line in zip_longest(*map(_cell, row, widths), fillvalue="")
    )
    return "\n".join(f"{indent}{line.rstrip()}" for line in lines)


def _within(room: int, widths: Sequence[int], rows: Sequence[Sequence[str]]) -> list[int]:
    """The widths, the widest taken back until all fit; a word, which may be a place to copy, is never broken."""
    widths = list(widths)
    least = [max(len(word) for cell in column for word in (cell.split() or [""])) for column in zip(*rows, strict=True)]
    while sum(widths) > room:
        spare = [index for index, width in enumerate(widths) if width > least[index]]
        if not spare:
            break
        widths[max(spare, key=widths.__getitem__)] -= 1
    return widths


def _cell(text: str, width: int) -> Sequence[str]:
    """The lines of a cell."""
    if len(text) <= width:
        return [text]
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False) or [""]
