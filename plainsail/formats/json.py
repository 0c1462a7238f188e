"""Findings for scripts: an object with a `version` and one list of flat rows."""

from __future__ import annotations

from json import dumps
from typing import Any

from plainsail.judging import Judgement, Verdict

VERSION = 1


def write(verdict: Verdict) -> str:
    """`{"version": 1, "findings": [...]}`."""
    return dumps({"version": VERSION, "findings": [row(judgement) for judgement in verdict.judgements]}, indent=2)


def row(judgement: Judgement) -> dict[str, Any]:
    """A finding: its names are stable. `origin` is the line to change: of a setting, else of the file."""
    source = judgement.source
    return {
        "check": judgement.check,
        "severity": judgement.severity,
        "environments": list(judgement.environments),
        "object": judgement.where.object,
        "field": judgement.where.field,
        "message": judgement.message,
        "fix": judgement.fix,
        "setting": judgement.setting,
        "origin": {
            "path": source.path if source else judgement.where.path,
            "line": source.line if source else judgement.where.line,
        },
    }
