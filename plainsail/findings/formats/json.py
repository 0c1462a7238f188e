"""Findings for scripts: an object with a `version` and one list of flat rows."""

from collections.abc import Sequence
from json import dumps
from typing import Any

from plainsail.findings.report import Report, Result

VERSION = 1


def write(report: Report) -> str:
    """`{"version": 1, "findings": [...]}`."""
    return document("findings", [row(result) for result in report.results])


def document(name: str, rows: Sequence[dict[str, Any]]) -> str:
    """An object with a version and one list: every command writes its rows so."""
    return dumps({"version": VERSION, name: rows}, indent=2)


def row(result: Result) -> dict[str, Any]:
    """A finding: its names are stable; `refused` is whether the API server refuses the object.

    In `dist/`, where each environment has a namespace of its own, `namespace` is null.
    """
    path, line = result.origin
    return {
        "check": result.rule.id,
        "severity": result.severity,
        "refused": result.means == "refused",
        "environments": list(result.environments),
        "object": result.where.object,
        "field": result.where.field,
        "namespace": None if result.environments else result.where.namespace,
        "message": result.message,
        "fix": result.fix,
        "setting": result.setting,
        "origin": {"path": path, "line": line},
    }
