"""A plan as people read it in a terminal: what changes, then what follows from it, within 100 columns."""

from collections.abc import Iterator

from plainsail.findings.formats import text as findings
from plainsail.plan.formats.words import MARKS, mark_of, name_of, one_line, place_of, remark_of, several_lines
from plainsail.plan.report import Entry, Plan, Row, for_people
from plainsail.terminal import Role, printable, style, width, wrapped

_ROLES: dict[str, Role] = {"+": "added", "-": "removed", "~": "changed"}


def write(plan: Plan) -> str:
    """The objects, then the consequences and a line that counts."""
    return "\n\n".join([*("\n".join(_entry(entry)) for entry in plan.entries), findings.write(for_people(plan.report))])


def _entry(entry: Entry) -> Iterator[str]:
    mark = MARKS[entry.action]
    about = "  ".join(word for word in (", ".join(entry.environments), entry.app or "") if word)
    lines = wrapped(printable(f"{mark} {entry.object}  {about}".rstrip()), then="    ")
    yield from (style(line, _ROLES[mark], bold=True) for line in lines)
    if entry.line:
        yield f"    set by  {place_of(entry.line)}"
    for row in entry.rows:
        yield from _row(row, entry)


def _row(row: Row, entry: Entry) -> Iterator[str]:
    mark, name, line = mark_of(row), name_of(row, entry), one_line(row)
    place = remark_of(row)
    whole = f"  {mark} {name}: {line}"
    if line is not None and len(whole) <= width():
        fits = len(whole) + len(place) <= width()
        yield style(whole, _ROLES[mark]) + (style(place, "aside") if fits and place else "")
        if place and not fits:
            yield style(f"     {place[1:]}", "aside")
        return
    yield from (style(part, _ROLES[mark]) for part in wrapped(f"  {mark} {name}", then="      "))
    for sign, text in several_lines(row, width() - 8):
        yield style(f"      {sign} {text}", _ROLES.get(sign))
    if place:
        yield style(f"     {place[1:]}", "aside")
