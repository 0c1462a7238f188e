"""What `plainsail secrets` prints of needs and answers. Names alone: no value is ever at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from plainsail.findings.engine import Match, results, run
from plainsail.findings.finding import SEVERITIES, DecidingLine, Finding
from plainsail.findings.formats import FORMATS
from plainsail.findings.formats.json import document
from plainsail.findings.report import Report
from plainsail.secrets.answers import Answers
from plainsail.secrets.needs import Need
from plainsail.secrets.rules import RULES
from plainsail.table import table
from plainsail.terminal import many, style

NOTHING = "no ExternalSecret needs a parameter"


def listing(needs: Sequence[Need]) -> str:
    """A table for each app and store: variable, parameter, and the line that says so."""
    paragraphs = []
    for (label, store), group in groupby(needs, key=lambda need: (need.label, need.store)):
        rows = [(_variable(need), _parameter(need), f"{need.path}:{need.line}") for need in group]
        head = f"{style(label, bold=True)}  {store}"
        paragraphs.append(f"{head}\n{table([('VARIABLE', 'PARAMETER', 'SAID BY'), *rows], indent='  ')}")
    return "\n\n".join(paragraphs) or NOTHING


def listing_json(needs: Sequence[Need]) -> str:
    """`{"version": 1, "parameters": [...]}`."""
    return document("parameters", [_need(need) for need in needs])


def write(answers: Answers, form: str) -> str:
    """What the rules find in the answers. For scripts, each parameter is a row, whatever is found."""
    return document("parameters", _rows(answers)) if form == "json" else FORMATS[form](report(answers))


def report(answers: Answers) -> Report:
    """What the rules find in the answers, each beside the line that says the parameter."""
    needs = {answer.need.where: answer.need for answer in answers.needed}

    def locate(finding: Finding) -> list[DecidingLine]:
        need = needs.get(finding.where)
        setting = f"external_secrets.params.{need.variable}" if need and need.variable else "external_secrets"
        return [DecidingLine(setting, need.path, need.line, need.source)] if need else []

    count = len({(answer.need.environment, answer.need.parameter) for answer in answers.needed})
    about, quiet = (many(count, "parameter"), "all there") if count or answers.unused else (NOTHING, "")
    return Report(RULES, results(run(RULES.values(), answers), locate), about, quiet)


def _rows(answers: Answers) -> list[dict[str, Any]]:
    """Every parameter that was asked for, with its state; then those that only `--unused` found."""
    matches = defaultdict(list)
    for rule, finding in run(RULES.values(), answers):
        matches[finding.where].append((rule, finding))
    needed = (
        {**_need(need), "exists": answer.exists, **_state(need.parameter, matches[need.where])}
        for answer in answers.needed
        for need in [answer.need]
    )
    empty = dict.fromkeys(("app", "variable", "folder", "property", "version", "store", "origin"))
    of_nobody = run([RULES["parameter-unused"]], answers)
    unused = (
        {**empty, "environment": environment, "parameter": name, "exists": True, **_state(name, [match])}
        for (environment, name), match in zip(answers.unused, of_nobody, strict=True)
    )
    return [*needed, *unused]


def _need(need: Need) -> dict[str, Any]:
    """A parameter that is needed, flat: its names are stable."""
    return {
        "environment": need.environment,
        "app": need.app,
        "variable": need.variable,
        "parameter": need.parameter,
        "folder": need.folder,
        "property": need.field,
        "version": need.version,
        "store": need.store,
        "origin": {"path": need.path, "line": need.line},
    }


def _state(parameter: str, matches: Sequence[Match]) -> dict[str, Any]:
    """The rules that found something, the gravest severity, and all that is so, without the parameter's name."""
    severities = [finding.severity or rule.severity for rule, finding in matches]
    messages = [finding.message.removeprefix(parameter).lstrip(": ") for _, finding in matches]
    return {
        "checks": [rule.id for rule, _ in matches],
        "severity": min(severities, key=SEVERITIES.index, default=None),
        "message": "; ".join(messages) or None,
        "fix": "; ".join(finding.fix or rule.fix for rule, finding in matches) or None,
    }


def _variable(need: Need) -> str:
    return need.variable or ("(all found)" if need.folder else "(all fields)")


def _parameter(need: Need) -> str:
    """The name; behind it what is taken of it, in words."""
    version = f"version {need.version}" if need.version is not None else ""
    part = f"field {need.field}" if need.field else ""
    name = f"{need.parameter.rstrip('/')}/..." if need.folder else need.parameter
    return ", ".join(word for word in (name, part, version) if word)
