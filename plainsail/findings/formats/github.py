"""Findings as annotations of a GitHub workflow run (workflow commands)."""

from __future__ import annotations

from plainsail.findings.annotations import annotation
from plainsail.findings.engine import Judgement, Verdict
from plainsail.findings.formats.text import place


def write(verdict: Verdict) -> str:
    """One `::error file=...,line=...::` line for each finding."""
    return "\n".join(map(_command, verdict.judgements))


def _command(judgement: Judgement) -> str:
    path, line = judgement.origin
    where = " ".join(part for part in (", ".join(judgement.environments), place(judgement)) if part)
    text = f"{where}: {judgement.message}\nfix: {judgement.fix}"
    return annotation(judgement.severity, text, path=path, line=line, title=judgement.check)
