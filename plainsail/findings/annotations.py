"""Annotations of a GitHub workflow run (workflow commands)."""

from __future__ import annotations

from plainsail.findings.finding import Severity

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def annotation(severity: Severity, text: str, *, path: str, line: int, title: str) -> str:
    """A command that puts the text beside a line of a file; without a path, beside the run."""
    properties = {"file": path, "line": str(line), "title": title} if path else {"title": title}
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_LEVELS[severity]} {said}::{_data(text)}"


def _data(text: str) -> str:
    """Escaped as the runner's own toolkit does: a line break would end the command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
