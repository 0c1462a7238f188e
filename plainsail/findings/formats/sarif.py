"""Findings as SARIF 2.1.0, for code scanning."""

import hashlib
from importlib.metadata import version
from json import dumps
from typing import Any
from urllib.parse import quote

from plainsail.findings.finding import Severity
from plainsail.findings.formats.text import anchor, place
from plainsail.findings.report import Report, Result
from plainsail.findings.rules import Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def write(report: Report) -> str:
    """One run, with every rule of the command and every finding as a result.

    Each command is an analysis of its own: uploading a plan closes no alert of a check.
    """
    known = list(report.registry.values())
    driver = {"name": "plainsail", "version": version("plainsail"), "rules": [_rule(rule) for rule in known]}
    index = {rule.id: number for number, rule in enumerate(known)}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"plainsail/{report.registry.command.replace(' ', '-')}/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, index[result.rule.id]) for result in report.results],
    }
    return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule[Any]) -> dict[str, Any]:
    # Code scanning refuses a rule without help.
    advice = rule.sections or {"What": rule.title}
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why or rule.title},
        "help": {
            "text": "\n".join(f"{word}: {text}" for word, text in advice.items()),
            "markdown": "\n\n".join(f"**{word}:** {text}" for word, text in advice.items()),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(result: Result, index: int) -> dict[str, Any]:
    where = result.where
    origin = anchor(result)  # code scanning refuses a result without a place
    places = {origin: _location(*origin)}
    for line in (line for line in result.lines if not line.is_installed):
        places.setdefault((line.path, line.line), _related(line.path, line.line, line.setting))
    if where.path and result.lines:
        places.setdefault((where.path, where.line), _related(where.path, where.line, where.object or where.path))
    primary, *related = places.values()
    subject = ": ".join(part for part in (", ".join(result.environments), place(result), result.message) if part)
    written = {
        "ruleId": result.rule.id,
        "ruleIndex": index,
        "level": _LEVELS[result.severity],
        "message": {"text": f"{subject}.{f' Fix: {result.fix}' if result.fix else ''}"},
        "locations": [primary],
        "partialFingerprints": {"plainsail/v1": _fingerprint(result)},
    }
    return {**written, "relatedLocations": related} if related else written


def _related(path: str, line: int, what: str) -> dict[str, Any]:
    return {**_location(path, line), "message": {"text": what}}


def _location(path: str, line: int) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": quote(path)}, "region": {"startLine": line}}}


def _fingerprint(result: Result) -> str:
    """The same for the same finding when lines move: code scanning tracks an alert by it."""
    where = result.where
    # Of other people's YAML, the file and the namespace tell objects apart; in dist/ they name the environment.
    foreign = () if where.environment else (where.path, where.namespace or "")
    parts = (result.rule.id, where.app or "", where.object, where.field, result.setting, *foreign)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
