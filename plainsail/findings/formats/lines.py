"""Findings as one line each, `file:line: severity: message [check]`: what editors and problem matchers read."""

from plainsail.findings.formats.text import anchor, subject
from plainsail.findings.report import Report, Result
from plainsail.terminal import printable


def write(report: Report) -> str:
    """A line for each finding, in the form of a compiler's; nothing where there is none."""
    return "\n".join(map(_line, report.results))


def _line(result: Result) -> str:
    path, line = anchor(result)
    about = ": ".join(part for part in (subject(result), result.message) if part)
    text = f"{path}:{line}: {result.severity}: {about}{f'; fix: {result.fix}' if result.fix else ''} [{result.rule.id}]"
    return " ".join(printable(text).splitlines())
