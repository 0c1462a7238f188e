"""Findings as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from json import dumps
from typing import Any
from urllib.parse import quote

from plainsail.findings.engine import Judgement, Verdict
from plainsail.findings.finding import Severity
from plainsail.findings.formats.text import place
from plainsail.findings.rules import Rule, rules

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def write(verdict: Verdict) -> str:
    """One run, with every check as a rule and every finding as a result."""
    known = list(rules().values())
    driver = {"name": "plainsail", "version": version("plainsail"), "rules": [_rule(rule) for rule in known]}
    index = {rule.id: number for number, rule in enumerate(known)}
    results = [_result(judgement, index[judgement.check]) for judgement in verdict.judgements]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why or rule.title},
        "help": {
            "text": f"Why: {rule.why}\nFix: {rule.fix}",
            "markdown": f"**Why:** {rule.why}\n\n**Fix:** {rule.fix}",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(judgement: Judgement, index: int) -> dict[str, Any]:
    where, source = judgement.where, judgement.source
    places = {judgement.origin: _location(*judgement.origin)}
    if source:
        places.setdefault((source.path, source.line), _related(source.path, source.line, judgement.setting))
        places.setdefault((where.path, where.line), _related(where.path, where.line, where.object or where.path))
    primary, *related = places.values()
    said = ", ".join(judgement.environments)
    result = {
        "ruleId": judgement.check,
        "ruleIndex": index,
        "level": _LEVELS[judgement.severity],
        "message": {
            "text": f"{f'{said}: ' if said else ''}{place(judgement)}: {judgement.message}. Fix: {judgement.fix}"
        },
        "locations": [primary],
        "partialFingerprints": {"plainsail/v1": _fingerprint(judgement)},
    }
    if related:
        result["relatedLocations"] = related
    return result


def _related(path: str, line: int, what: str) -> dict[str, Any]:
    return {**_location(path, line), "message": {"text": what}}


def _location(path: str, line: int) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": quote(path)}, "region": {"startLine": line}}}


def _fingerprint(judgement: Judgement) -> str:
    """The same for the same complaint when lines move: code scanning tracks an alert by it."""
    parts = (
        judgement.check,
        judgement.where.app or "",
        judgement.where.object,
        judgement.where.field,
        judgement.setting,
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
