"""A plan as a comment on a pull request: one table of consequences, and each object's changes in a fold.

Nothing that comes from YAML can close a fold: within a fence, the fence is longer than any in the text.
"""

import re
from collections.abc import Iterator

from plainsail.findings.formats import markdown
from plainsail.findings.formats.markdown import code, escaped
from plainsail.plan.formats.words import MARKS, mark_of, name_of, one_line, remark_of, several_lines
from plainsail.plan.report import Entry, Plan, Row, for_people
from plainsail.terminal import many, shortened

_WIDTH = 240
_MOST_ROWS = 60


def write(plan: Plan) -> str:
    """The comment; entries that do not fit are left out whole, and counted."""
    return markdown.write(for_people(plan.report), [_entry(entry) for entry in plan.entries], detail="object")


def _entry(entry: Entry) -> str:
    about = " ".join(word for word in (", ".join(entry.environments), entry.app or "") if word)
    title = f"{MARKS[entry.action]} {code(entry.object)} {escaped(about)}".rstrip()
    if not entry.rows:
        return f"{title}\n"
    lines = [line for row in entry.rows[:_MOST_ROWS] for line in _row(row, entry)]
    if len(entry.rows) > _MOST_ROWS:
        lines.append(f"  and {many(len(entry.rows) - _MOST_ROWS, 'more field')}")
    body = "\n".join(lines)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", body)), default=0))
    return f"<details><summary>{title}</summary>\n\n{fence}diff\n{body}\n{fence}\n\n</details>\n"


def _row(row: Row, entry: Entry) -> Iterator[str]:
    place = remark_of(row)
    line, name = one_line(row), shortened(name_of(row, entry), _WIDTH)
    if line is not None and mark_of(row) != "~" and len(line) <= _WIDTH:
        yield f"{mark_of(row)} {name}: {line}{place}"
        return
    yield f"  {name}{place}"
    for sign, text in several_lines(row, _WIDTH):
        yield f"{sign if sign in '+-' else ' '} {text}"
