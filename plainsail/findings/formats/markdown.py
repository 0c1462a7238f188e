"""Findings as a comment on a pull request, or a job's summary: one table, details folded, within what GitHub takes.

Nothing that comes from YAML can break the table, close a fold, or call people: each character that means something to
Markdown or HTML is written as an entity.
"""

from collections.abc import Sequence
from typing import Any

from plainsail.findings.formats.text import place
from plainsail.findings.report import Report, Result
from plainsail.findings.rules import Rule
from plainsail.terminal import many, printable, shortened

LIMIT = 65_536
"""Characters of a comment; bytes are counted here, which are never fewer."""

_RESERVE = 500
_LONGEST = 1000
_MOST_LINES = 3
_SHY = {"@", "#"}
"""What GitHub makes links and calls of: an invisible space stands behind."""


def write(report: Report, details: Sequence[str] | None = None, *, detail: str = "explanation") -> str:
    """A line that counts, the findings as a table, and folds: the `details`, else why each rule that matched matters.

    What does not fit is left out whole, the least grave first, and counted.
    """
    head = f"### {report.registry.command.split()[0].capitalize()}\n\n{escaped(report.summary)}\n"
    if report.left_out:
        head += f"\nnot looked at: {escaped(shortened('; '.join(report.left_out), _LONGEST))}\n"
    columns = f"| | {report.registry.noun} | where | what | set by |\n|---|---|---|---|---|\n"
    left = LIMIT - _RESERVE - _size(head) - _size(columns)
    rows, more_rows = _fitting([_row(result) for result in report.results], left // 2)
    matched = {result.rule.id: result.rule for result in report.results}
    folds = [_fold(rule) for rule in matched.values()] if details is None else details
    folds, more_folds = _fitting(folds, left - sum(map(_size, rows)))
    parts = [head]
    if rows:
        parts.append(columns + "".join(rows))
    if more_rows:
        parts.append(f"{many(more_rows, 'more finding')} left out.\n")
    parts.extend(folds)
    if more_folds:
        parts.append(
            f"{many(more_folds, f'more {detail}')} left out; `plainsail {report.registry.command}` shows all.\n"
        )
    return "\n".join(parts).rstrip("\n")


def escaped(text: str) -> str:
    """The text as Markdown and HTML show it as it is, on one line.

    >>> escaped("a|b <c> @me"), escaped("*x*")
    ('a&#124;b &#60;c&#62; &#64;&#8203;me', '&#42;x&#42;')
    """
    return "".join(map(_entity, " ".join(printable(text).split())))


def code(text: str) -> str:
    """The text in the type of code, as it is: a run of backticks could be closed from within."""
    return f"<code>{escaped(text)}</code>"


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


def _entity(character: str) -> str:
    if character.isalnum() or character in " .,;/()-→…%+=?'":
        return character
    return f"&#{ord(character)};" + ("&#8203;" if character in _SHY else "")


def _row(result: Result) -> str:
    names = [
        place(result),
        "" if result.lines or not result.where.object else f"{result.where.path}:{result.where.line}",
    ]
    where = "<br>".join(
        filter(None, (escaped(", ".join(result.environments)), *(name and code(name) for name in names)))
    )
    what = escaped(shortened(result.message, _LONGEST)) + (f"<br>fix: {escaped(result.fix)}" if result.fix else "")
    lines = [code(f"{line.path}:{line.line}") for line in result.lines[:_MOST_LINES]]
    if len(result.lines) > _MOST_LINES:
        lines.append(f"and {len(result.lines) - _MOST_LINES} more")
    severity = f"**{result.severity}**" if result.severity == "error" else result.severity
    return f"| {severity} | {result.rule.id} | {where} | {what} | {'<br>'.join(lines)} |\n"


def _fold(rule: Rule[Any]) -> str:
    told = "".join(f"\n**{word}:** {escaped(text)}.\n" for word, text in rule.sections.items())
    return f"<details><summary>{rule.id}: {escaped(rule.title)}</summary>\n{told}\n</details>\n"
