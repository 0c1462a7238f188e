"""Rows of text as columns."""

from collections.abc import Sequence


def table(rows: Sequence[Sequence[str]], *, indent: str = "") -> str:
    """The rows with their columns aligned, no blanks at the ends of lines.

    >>> print(table([("a", "bb"), ("ccc", "d")]))
    a    bb
    ccc  d
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(f"{indent}{line.rstrip()}" for line in lines)
