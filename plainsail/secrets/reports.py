"""What `plainsail secrets` prints of needs and answers. Names alone: no value is ever at hand."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from plainsail.findings.engine import Match, results, run
from plainsail.findings.finding import SEVERITIES, DecidingLine, Finding
from plainsail.findings.formats import FORMATS
from plainsail.findings.formats.json import document
from plainsail.findings.report import Report
from plainsail.location import Location
from plainsail.manifests.external_secrets import SSM
from plainsail.secrets.answers import Answers
from plainsail.secrets.needs import Need
from plainsail.secrets.rules import RULES
from plainsail.table import table
from plainsail.terminal import many, style

NOTHING = "no ExternalSecret needs a parameter"


LineOf = Callable[[Location], DecidingLine | None]
"""Finds the line of the settings behind a place in the YAML."""


def listing(needs: Sequence[Need], line_of: LineOf) -> str:
    """A table for each app and store: variable, parameter, and the line that gives it."""
    paragraphs = []
    for (label, store), group in groupby(needs, key=lambda need: (need.label, need.store)):
        of = list(group)
        rows = [(variable_of(need), parameter_of(need), ":".join(map(str, _origin(need, line_of)))) for need in of]
        known = "" if of[0].provider == SSM else f"  ({of[0].provider}{'' if of[0].askable else ', not asked'})"
        head = f"{style(label, 'title')}  {store}{known}"
        paragraphs.append(f"{head}\n{table([('VARIABLE', 'PARAMETER', 'SET BY'), *rows], indent='  ')}")
    return "\n\n".join(paragraphs) or NOTHING


def listing_json(needs: Sequence[Need], line_of: LineOf) -> str:
    """`{"version": 1, "parameters": [...]}`."""
    return document("parameters", [_need(need, line_of) for need in needs])


def write(answers: Answers, form: str, line_of: LineOf) -> str:
    """What the rules find in the answers. For scripts, each parameter is a row, whatever is found."""
    return (
        document("parameters", _rows(answers, line_of)) if form == "json" else FORMATS[form](report(answers, line_of))
    )


def report(answers: Answers, line_of: LineOf) -> Report:
    """What the rules find in the answers, each beside the line that gives the parameter."""

    def locate(finding: Finding) -> list[DecidingLine]:
        return [line for line in [line_of(finding.where)] if line]

    asked = [answer.need for answer in answers.needed if answer.need.askable]
    count = len({(need.environment, need.provider, need.parameter) for need in asked})
    about, quiet = (many(count, "parameter"), "all there") if count or answers.unused else (NOTHING, "")
    return Report(RULES, results(run(RULES.values(), answers), locate), about, quiet)


def _rows(answers: Answers, line_of: LineOf) -> list[dict[str, Any]]:
    """Every parameter that was asked for, with its state; then those that only `--unused` found."""
    matches = defaultdict(list)
    for rule, finding in run(RULES.values(), answers):
        matches[finding.where].append((rule, finding))
    needed = (
        {**_need(need, line_of), "exists": answer.exists, **_state(need.parameter, matches[need.where])}
        for answer in answers.needed
        for need in [answer.need]
    )
    empty = dict.fromkeys(("app", "variable", "folder", "property", "version", "store", "provider", "origin"))
    of_nobody = run([RULES["parameter-unused"]], answers)
    unused = (
        {**empty, "environment": environment, "parameter": name, "exists": True, **_state(name, [match])}
        for (environment, name), match in zip(answers.unused, of_nobody, strict=True)
    )
    return [*needed, *unused]


def _need(need: Need, line_of: LineOf) -> dict[str, Any]:
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
        "provider": need.provider,
        "origin": dict(zip(("path", "line"), _origin(need, line_of), strict=True)),
    }


def _origin(need: Need, line_of: LineOf) -> tuple[str, int]:
    """The line that gives the parameter; where no setting does, that of the rendered object."""
    place = line_of(need.where) or need.where
    return place.path, place.line


def _state(parameter: str, matches: Sequence[Match]) -> dict[str, Any]:
    """The rules that found something, the gravest severity, and all that is so, without the parameter's name."""
    severities = [rule.severity_of(finding) for rule, finding in matches]
    messages = [finding.message.removeprefix(parameter).lstrip(": ") for _, finding in matches]
    return {
        "checks": [rule.id for rule, _ in matches],
        "severity": min(severities, key=SEVERITIES.index, default=None),
        "message": "; ".join(messages) or None,
        "fix": "; ".join(finding.fix or rule.fix for rule, finding in matches) or None,
    }


def variable_of(need: Need) -> str:
    """The variable, or that the parameter says which there are."""
    return need.variable or ("(all found)" if need.folder else "(all fields)")


def parameter_of(need: Need) -> str:
    """The name; behind it what is taken of it, in words."""
    version = f"version {need.version}" if need.version is not None else ""
    part = f"field {need.field}" if need.field else ""
    name = f"{need.parameter.rstrip('/')}/..." if need.folder else need.parameter
    return ", ".join(word for word in (name, part, version) if word)
