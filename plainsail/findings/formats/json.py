"""Findings for scripts: an object with a `version` and one list of flat rows."""

from __future__ import annotations

from json import dumps
from typing import Any

from plainsail.findings.engine import Judgement, Verdict

VERSION = 1


def write(verdict: Verdict) -> str:
    """`{"version": 1, "findings": [...]}`."""
    return dumps({"version": VERSION, "findings": [row(judgement) for judgement in verdict.judgements]}, indent=2)


def row(judgement: Judgement) -> dict[str, Any]:
    """A finding: its names are stable."""
    path, line = judgement.origin
    return {
        "check": judgement.check,
        "severity": judgement.severity,
        "environments": list(judgement.environments),
        "object": judgement.where.object,
        "field": judgement.where.field,
        "message": judgement.message,
        "fix": judgement.fix,
        "setting": judgement.setting,
        "origin": {"path": path, "line": line},
    }
