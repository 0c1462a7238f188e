"""A plan as a comment on a pull request: one table, the details folded, within what GitHub takes.

Nothing that comes from YAML can break the table, close the fold, or call people: outside of fences each character that
means something to Markdown or HTML is written as an entity, and within them the fence is longer than any in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plainsail.findings.engine import Source
from plainsail.plan.formats.words import MARKS, many, mark_of, name_of, one_line, several_lines, summary
from plainsail.plan.report import Consequence, Entry, Plan, Row
from plainsail.plan.values import printable, shortened

LIMIT = 65_536
"""Characters of a comment; bytes are counted here, which are never fewer."""

_RESERVE = 500
_WIDTH = 240
_MOST_ROWS = 60
_MOST_SOURCES = 3
_HEAD = "| | consequence | where | what happens | set by |\n|---|---|---|---|---|\n"
_SHY = {"@", "#"}
"""What GitHub makes links and calls of: an invisible space stands behind."""


def write(plan: Plan) -> str:
    """The comment: a line that counts, the consequences as a table, and each object's changes in a fold."""
    head = f"### Plan\n\n{escaped(summary(plan))}\n"
    left = LIMIT - _RESERVE - _size(head) - _size(_HEAD)
    rows, more_rows = _fitting([_consequence(each) for each in plan.consequences], left // 2)
    left -= sum(map(_size, rows))
    folds, more_folds = _fitting([_entry(entry) for entry in plan.entries], left)
    parts = [head]
    if rows:
        parts.append(_HEAD + "".join(rows))
    if more_rows:
        parts.append(f"{many(more_rows, 'more consequence')} left out.\n")
    parts.extend(folds)
    if more_folds:
        parts.append(f"{many(more_folds, 'more object')} left out; `plainsail plan` shows all.\n")
    return "\n".join(parts).rstrip("\n")


def _fitting(texts: Sequence[str], size: int) -> tuple[list[str], int]:
    """The first texts that fit, whole, and how many are left out."""
    taken: list[str] = []
    for text in texts:
        size -= _size(text) + 1
        if size < 0:
            break
        taken.append(text)
    return taken, len(texts) - len(taken)


def _size(text: str) -> int:
    return len(text.encode())


def escaped(text: str) -> str:
    """The text as Markdown and HTML show it as it is, on one line.

    >>> escaped("a|b <c> @me"), escaped("*x*")
    ('a&#124;b &#60;c&#62; &#64;&#8203;me', '&#42;x&#42;')
    """
    return "".join(map(_entity, " ".join(printable(text).split())))


def _entity(character: str) -> str:
    if character.isalnum() or character in " .,;/()-→…%+=?'":
        return character
    return f"&#{ord(character)};" + ("&#8203;" if character in _SHY else "")


def _consequence(each: Consequence) -> str:
    name = each.object or each.app
    where = [", ".join(each.environments), *([f"<code>{escaped(name)}</code>"] if name else [])]
    what = escaped(shortened(each.message, 1000)) + (f"<br>fix: {escaped(each.fix)}" if each.fix else "")
    places = [f"<code>{escaped(_place(source))}</code>" for source in each.sources[:_MOST_SOURCES]]
    if len(each.sources) > _MOST_SOURCES:
        places.append(f"and {len(each.sources) - _MOST_SOURCES} more")
    severity = f"**{each.severity}**" if each.severity == "error" else each.severity
    cells = (severity, each.id, "<br>".join(map(_cell, where)), what, "<br>".join(places))
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return text if text.startswith("<code>") else escaped(text)


def _place(source: Source) -> str:
    return f"{source.path}:{source.line}"


def _entry(entry: Entry) -> str:
    about = " ".join(each for each in (", ".join(entry.environments), entry.app or "") if each)
    title = f"{MARKS[entry.action]} <code>{escaped(entry.object)}</code> {escaped(about)}".rstrip()
    if not entry.rows:
        return f"{title}\n"
    lines = [line for row in entry.rows[:_MOST_ROWS] for line in _row(row, entry)]
    if len(entry.rows) > _MOST_ROWS:
        lines.append(f"  and {many(len(entry.rows) - _MOST_ROWS, 'more field')}")
    body = "\n".join(lines)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", body)), default=0))
    return f"<details><summary>{title}</summary>\n\n{fence}diff\n{body}\n{fence}\n\n</details>\n"


def _row(row: Row, entry: Entry) -> Iterator[str]:
    place = f"  ({_place(row.source)})" if row.source else ""
    line, name = one_line(row), shortened(name_of(row, entry), _WIDTH)
    if line is not None and mark_of(row) != "~" and len(line) <= _WIDTH:
        yield f"{mark_of(row)} {name}: {line}{place}"
        return
    yield f"  {name}{place}"
    for sign, text in several_lines(row, _WIDTH):
        yield f"{sign if sign in '+-' else ' '} {text}"
