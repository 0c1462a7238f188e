"""Text for people at a terminal: colour, width, plurals, and nothing in it that a terminal would obey."""

import os
import re
import sys
import textwrap
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, TypeAlias

import click

from plainsail.errors import ProjectError

WIDTH = 100
"""Columns of prose, where the terminal has as many."""
_NARROWEST = 40
Role: TypeAlias = Literal["error", "warning", "info", "added", "removed", "changed", "title", "aside"]
"""What a piece of text is; how that looks stands below, once for all commands."""
# Red, green and magenta are read on black as well as on white. Yellow, white and cyan vanish on white, blue on black;
# what is in none of the three is told apart by weight, and by its words: colour never says anything alone.
_LOOKS: dict[Role, tuple[str | None, Literal["bold", "dim"] | None]] = {
    "error": ("red", "bold"),
    "warning": ("magenta", "bold"),
    "info": (None, "bold"),
    "added": ("green", None),
    "removed": ("red", None),
    "changed": ("magenta", None),
    "title": (None, "bold"),
    "aside": (None, "dim"),
}
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def style(text: str, role: Role | None, *, bold: bool = False) -> str:
    """The text as its role looks, unless nobody wants colours; `click.echo` drops them where there is no terminal."""
    if role is None or wants_colour() is False:
        return text
    colour, weight = _LOOKS[role]
    return click.style(text, fg=colour, bold=(bold or weight == "bold") or None, dim=weight == "dim" or None)


def wants_colour() -> bool | None:
    """Whether somebody said so, for or against; None leaves it to whether there is a terminal.

    `NO_COLOR` is above `FORCE_COLOR`, as in Python itself; `CLICOLOR_FORCE` and `CLICOLOR=0` are older words for both.
    """
    said = os.environ.get
    if said("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if value := said(name):
            return value != "0"
    return False if said("CLICOLOR") == "0" or said("TERM") == "dumb" else None


def columns() -> int | None:
    """How wide the terminal is; None where nobody looks at one."""
    try:
        if sys.stdout is None or not sys.stdout.isatty():
            return None
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (OSError, ValueError):
        return None


def width() -> int:
    """Columns of prose here: 100, or what a narrower terminal has."""
    return max(_NARROWEST, min(WIDTH, columns() or WIDTH))


def many(count: int, noun: str) -> str:
    """`1 object`, `2 objects`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def listing(names: Sequence[str], most: int = 4) -> str:
    """The first names, and how many more there are.

    >>> listing(["a", "b"]), listing(["a", "b", "c"], 1)
    ('a, b', 'a and 2 more')
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def wrapped(text: str, then: str = "") -> tuple[str, ...]:
    """The text in lines of 100 columns, or of the terminal's; those after the first begin with `then`."""
    return _wrapped(text, then, width())


@lru_cache(maxsize=4096)
def _wrapped(text: str, then: str, most: int) -> tuple[str, ...]:
    indent = text[: len(text) - len(text.lstrip())]
    lines = textwrap.wrap(text.lstrip(), most, initial_indent=indent, subsequent_indent=then, break_on_hyphens=False)
    return tuple(lines) or ("",)


def printable(text: str) -> str:
    r"""The text without what moves a cursor, turns the direction, cannot be seen, or cannot be encoded.

    >>> printable("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def shortened(text: str, width: int) -> str:
    """The text within a width: the middle goes, because versions and digests differ at their ends.

    >>> shortened("0123456789", 7), shortened("0123", 7)
    ('012…789', '0123')
    """
    if len(text) <= width:
        return text
    tail = (width - 1) // 2
    return f"{text[: width - 1 - tail]}…{text[len(text) - tail :]}" if width > 2 else text[:width]


def is_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(option: str, question: str, default: str | None = None) -> str:
    """What people at a terminal answer; the default where nobody is there, if there is one. Raises `ProjectError`."""
    if is_terminal():
        answer: str = click.prompt(question, default or None)
        return answer
    if not default:
        raise ProjectError(f"{option} is missing; {question[:1].lower()}{question[1:]}")
    return default
