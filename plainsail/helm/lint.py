"""`helm lint`: what Helm itself says is wrong with a chart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from plainsail.helm.process import HELM, Ended

_ERROR = 3
"""How Helm numbers its severities."""


def lint(chart: Path) -> list[str]:
    """The errors, each in a line; warnings and advice are none. Raises `ProjectError` where Helm is not installed."""
    try:
        answer: dict[str, Any] = HELM.ask({"do": "lint", "chart": str(chart.absolute())})
    except Ended as ended:
        return [f"the chart {ended}"]
    if "error" in answer:
        return [" ".join(answer["text"].split())]
    found = [f"{m['path']}: {m['error']}" for m in answer["messages"] if m["severity"] >= _ERROR]
    return [" ".join(text.split()) for text in found]
