"""Findings as people read them: one paragraph each within 100 columns, coloured on a terminal."""

from collections.abc import Iterator

from plainsail.findings.finding import Severity
from plainsail.findings.report import Report, Result
from plainsail.terminal import many, printable, shortened, style, wrapped

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "blue"}
_MOST_LINES = 3
_LONGEST_LINE = 160
"""Columns of a line of source: it is shown whole where it can be."""


def write(report: Report) -> str:
    """All findings, the gravest first, what was not looked at, and a last line that counts."""
    notes = [style(f"not looked at: {printable('; '.join(report.left_out))}", dim=True)] if report.left_out else []
    return "\n\n".join([*paragraphs(report), "\n".join([*notes, *wrapped(printable(report.summary))])])


def paragraphs(report: Report) -> Iterator[str]:
    """One for each finding."""
    return ("\n".join(_paragraph(result)) for result in report.results)


def _paragraph(result: Result) -> Iterator[str]:
    label = f"{result.severity}[{result.rule.id}]"
    environments = ", ".join(result.environments)
    head = f"{label} {environments}".rstrip() + (f"  {at}" if (at := place(result)) else "")
    first, *rest = wrapped(printable(head), then="    ")
    yield style(label, colour=_COLOURS[result.severity], bold=True) + style(first.removeprefix(label), bold=True)
    yield from rest
    yield from wrapped(f"  {printable(result.message)}", then="  ")
    for line in result.lines[:_MOST_LINES]:
        yield shortened(printable(f"  set by  {line.path}:{line.line}  {line.text}").rstrip(), _LONGEST_LINE)
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
