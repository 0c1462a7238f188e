"""A plan as people read it in a terminal: what changes, then what follows from it, within 100 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from click import style

from plainsail.findings.engine import Source
from plainsail.findings.finding import SEVERITIES, Severity
from plainsail.plan.formats.words import MARKS, many, mark_of, name_of, one_line, several_lines, summary
from plainsail.plan.report import Consequence, Entry, Plan, Row
from plainsail.plan.values import printable, shortened

WIDTH = 100
_SEVERITIES: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "blue"}
_MARKS = {"+": "green", "-": "red", "~": "yellow"}
_MOST_SOURCES = 3


def write(plan: Plan) -> str:
    """The objects, the consequences with the gravest first, and a line that counts."""
    parts = ["\n".join(_entry(entry)) for entry in plan.entries]
    parts += ["\n".join(_consequence(each)) for each in plan.consequences]
    return "\n\n".join([*parts, "\n".join(_wrapped(_last(plan)))])


def _last(plan: Plan) -> str:
    counts = {severity: sum(each.severity == severity for each in plan.consequences) for severity in SEVERITIES}
    words = [count if severity == "info" else many(count, severity) for severity, count in counts.items() if count]
    said = [f"{word} info" if isinstance(word, int) else word for word in words]
    return summary(plan) + (f": {', '.join(said)}" if said else "")


def _entry(entry: Entry) -> Iterator[str]:
    mark = MARKS[entry.action]
    about = "  ".join(each for each in (", ".join(entry.environments), entry.app or "") if each)
    lines = _wrapped(printable(f"{mark} {entry.object}  {about}".rstrip()), then="    ")
    yield from (style(line, fg=_MARKS[mark], bold=True) for line in lines)
    if entry.source:
        yield f"    set by  {_place(entry.source)}"
    for row in entry.rows:
        yield from _row(row, entry)


def _row(row: Row, entry: Entry) -> Iterator[str]:
    mark, name, line = mark_of(row), name_of(row, entry), one_line(row)
    place = f"  ({_place(row.source)})" if row.source else ""
    whole = f"  {mark} {name}: {line}"
    if line is not None and len(whole) <= WIDTH:
        fits = len(whole) + len(place) <= WIDTH
        yield style(whole, fg=_MARKS[mark]) + (style(place, dim=True) if fits else "")
        if place and not fits:
            yield style(f"     {place[1:]}", dim=True)
        return
    yield from (style(each, fg=_MARKS[mark]) for each in _wrapped(f"  {mark} {name}", then="      "))
    for sign, text in several_lines(row, WIDTH - 8):
        yield style(f"      {sign} {text}", fg=_MARKS.get(sign))
    if place:
        yield style(f"     {place[1:]}", dim=True)


def _consequence(each: Consequence) -> Iterator[str]:
    label = f"{each.severity}[{each.id}]"
    said = (", ".join(each.environments), each.object or each.app or "")
    head = _wrapped(printable("  ".join(word for word in (label, *said) if word)), then="    ")
    head[0] = style(label, fg=_SEVERITIES[each.severity], bold=True) + style(head[0].removeprefix(label), bold=True)
    yield from head
    yield from _wrapped(f"  {printable(each.message)}", then="  ")
    for source in each.sources[:_MOST_SOURCES]:
        yield shortened(printable(f"  set by  {_place(source)}  {source.text}"), WIDTH)
    if len(each.sources) > _MOST_SOURCES:
        yield f"          and {many(len(each.sources) - _MOST_SOURCES, 'more line')}"
    if each.fix:
        yield from _wrapped(f"  fix     {printable(each.fix)}", then="          ")


def _place(source: Source) -> str:
    return f"{source.path}:{source.line}"


def _wrapped(text: str, then: str = "") -> list[str]:
    """The text in lines of 100 columns; those after the first begin with `then`."""
    indent = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(
        text.lstrip(), WIDTH, initial_indent=indent, subsequent_indent=then, break_on_hyphens=False
    ) or [""]
