"""Findings as people read them: one paragraph each within 100 columns, coloured on a terminal."""

from collections.abc import Iterator

from plainsail.findings.report import Report, Result
from plainsail.terminal import columns, many, printable, shortened, style, wrapped

_MOST_LINES = 3
_LONGEST_LINE = 160
"""Columns of a line of source: it is shown whole where it can be."""
_SHORTEST_TEXT = 20


def write(report: Report) -> str:
    """All findings, the gravest first, what was not looked at, and a last line that counts."""
    note = printable(f"not looked at: {'; '.join(report.left_out)}") if report.left_out else ""
    fits = len(note) <= (columns() or len(note))
    notes = [style(line, "aside") for line in ([note] if fits else wrapped(note)) if line]
    return "\n\n".join([*paragraphs(report), "\n".join([*notes, *wrapped(printable(report.summary))])])


def paragraphs(report: Report) -> Iterator[str]:
    """One for each finding."""
    return ("\n".join(_paragraph(result)) for result in report.results)


def _paragraph(result: Result) -> Iterator[str]:
    label = f"{result.severity}[{result.rule.id}]"
    environments = ", ".join(result.environments)
    head = f"{label} {environments}".rstrip() + (f"  {at}" if (at := place(result)) else "")
    first, *rest = wrapped(printable(head), then="    ")
    yield style(label, result.severity) + style(first.removeprefix(label), "title")
    yield from rest
    yield from wrapped(f"  {printable(result.message)}", then="  ")
    for line in result.lines[:_MOST_LINES]:
        place_of = printable(f"  set by  {line.path}:{line.line}")
        room = max(min(_LONGEST_LINE, columns() or _LONGEST_LINE) - len(place_of) - 2, _SHORTEST_TEXT)
        yield f"{place_of}  {shortened(printable(line.text), room)}".rstrip()
    if len(result.lines) > _MOST_LINES:
        yield f"          and {many(len(result.lines) - _MOST_LINES, 'more line')}"
    if not result.lines and result.where.object:
        yield printable(f"  in      {result.where.path}:{result.where.line}")
    if result.fix:
        yield from wrapped(f"  fix     {printable(result.fix)}", then="          ")


def anchor(result: Result) -> tuple[str, int]:
    """The file and the line to show a finding at: the mark of the project where no file says it."""
    path, line = result.origin
    return (path, line) if path else ("cdk8s.yaml", 1)


def subject(result: Result) -> str:
    """`staging, production Deployment/backend`: the environments, and the place in them."""
    return " ".join(part for part in (", ".join(result.environments), place(result)) if part)


def place(result: Result) -> str:
    """`Deployment/backend app` for a container, `CronJob/backend-sync spec.schedule` for another field.

    In user-supplied YAML with the namespace: what is alike in `dist/` but for that is one finding.
    """
    where = result.where
    if not where.object:
        return f"{where.path}:{where.line}" if where.path else where.app or ""
    namespace = f" (namespace {where.namespace})" if where.namespace and not where.environment else ""
    return f"{where.place}{namespace}"
