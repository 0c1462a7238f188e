"""Text for people at a terminal: colour, width, plurals, and nothing in it that a terminal would obey."""

import os
import re
import sys
import textwrap
from collections.abc import Sequence
from functools import lru_cache

import click

from plainsail.errors import ProjectError

WIDTH = 100
"""Columns of prose."""
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


def style(text: str, *, colour: str | None = None, bold: bool = False, dim: bool = False) -> str:
    """The text in a colour, unless `NO_COLOR` is set; `click.echo` drops colours where there is no terminal."""
    plain = bool(os.environ.get("NO_COLOR"))
    return text if plain else click.style(text, fg=colour, bold=bold or None, dim=dim or None)


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


@lru_cache(maxsize=4096)
def wrapped(text: str, then: str = "") -> tuple[str, ...]:
    """The text in lines of 100 columns; those after the first begin with `then`."""
    indent = text[: len(text) - len(text.lstrip())]
    lines = textwrap.wrap(text.lstrip(), WIDTH, initial_indent=indent, subsequent_indent=then, break_on_hyphens=False)
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
