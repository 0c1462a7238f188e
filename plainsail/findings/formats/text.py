"""Findings as people read them: one paragraph each, coloured on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from click import style

from plainsail.findings.engine import Judgement, Verdict
from plainsail.findings.finding import SEVERITIES, Severity

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "info": "blue"}
_CONTAINER = re.compile(r"(?:initContainers|containers|ephemeralContainers)\[([^]]+)\]")


def write(verdict: Verdict) -> str:
    """All findings, the gravest first, what was not looked at, and a last line that counts."""
    paragraphs = ["\n".join(_paragraph(judgement)) for judgement in verdict.judgements]
    notes = [style(f"not looked at: {'; '.join(verdict.left_out)}", dim=True)] if verdict.left_out else []
    return "\n\n".join([*paragraphs, "\n".join([*notes, _summary(verdict)])])


def _paragraph(judgement: Judgement) -> Iterator[str]:
    label = style(judgement.severity, fg=_COLOURS[judgement.severity], bold=True)
    head = (f"{label}[{judgement.check}]", ", ".join(judgement.environments))
    yield f"{' '.join(part for part in head if part)}  {style(place(judgement), bold=True)}"
    yield f"  {judgement.message}"
    if source := judgement.source:
        yield f"  set by  {source.path}:{source.line}  {source.text}"
    elif judgement.where.object:
        yield f"  in      {judgement.where.path}:{judgement.where.line}"
    if judgement.fix:
        yield f"  fix     {judgement.fix}"


def place(judgement: Judgement) -> str:
    """`Deployment/backend app` for a container, `CronJob/backend-sync spec.schedule` for another field."""
    where = judgement.where
    if not where.object:
        return f"{where.path}:{where.line}"
    container = _CONTAINER.search(where.field)
    return " ".join(part for part in (where.object, container[1] if container else where.field) if part)


def _summary(verdict: Verdict) -> str:
    counts = [
        f"{count} {severity}{'s' if count > 1 and severity != 'info' else ''}"
        for severity in SEVERITIES
        if (count := verdict.count(severity))
    ]
    waived = f" ({verdict.waived} waived)" if verdict.waived else ""
    said = ", ".join(counts) or "nothing to say"
    return f"{_many(verdict.objects, 'object')}, {_many(verdict.checks, 'check')}: {said}{waived}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
