"""Findings as annotations of a GitHub workflow run (workflow commands)."""

from plainsail.findings.finding import Severity
from plainsail.findings.formats.text import subject
from plainsail.findings.report import Report, Result

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def write(report: Report) -> str:
    """One `::error file=...,line=...::` line for each finding; without a file, beside the run."""
    return "\n".join(map(_annotation, report.results))


def _annotation(result: Result) -> str:
    path, line = result.origin
    where = subject(result)
    text = "".join((where and f"{where}: ", result.message, result.fix and f"\nfix: {result.fix}"))
    place_of = {"file": path, "line": str(line)} if path else {}
    properties = ",".join(f"{key}={_property(value)}" for key, value in {**place_of, "title": result.rule.id}.items())
    return f"::{_LEVELS[result.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    """Escaped as the runner's own toolkit does: a line break would end the command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
