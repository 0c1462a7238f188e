"""What `plainsail secrets` found, for people, scripts and workflow runs. Names alone: no value is ever at hand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from click import style

from plainsail.findings.annotations import annotation
from plainsail.secrets.needs import Need
from plainsail.secrets.verifying import Complaint
from plainsail.table import table

VERSION = 1
Report = Callable[[Sequence[Complaint], Sequence[Need]], str]

NOTHING = "no ExternalSecret needs a parameter"
_COLOURS = {"error": "red", "warning": "yellow"}


def listing(asked: Sequence[Need]) -> str:
    """A table for each app and store: variable, parameter, and the line that says so."""
    paragraphs = []
    for (label, store), group in groupby(asked, key=lambda need: (need.label, need.store)):
        rows = [(_variable(need), _parameter(need), f"{need.path}:{need.line}") for need in group]
        head = f"{style(label, bold=True)}  {store}"
        paragraphs.append(f"{head}\n{table([('VARIABLE', 'PARAMETER', 'SAID BY'), *rows], indent='  ')}")
    return "\n\n".join(paragraphs) or NOTHING


def listing_json(asked: Sequence[Need]) -> str:
    """`{"version": 1, "parameters": [...]}`."""
    return _dumps([row(need) for need in asked])


def row(need: Need) -> dict[str, Any]:
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


def _variable(need: Need) -> str:
    return need.variable or ("(all found)" if need.folder else "(all fields)")


def _parameter(need: Need) -> str:
    """The name; behind it what is taken of it, in words."""
    version = f"version {need.version}" if need.version is not None else ""
    part = f"field {need.field}" if need.field else ""
    name = f"{need.parameter.rstrip('/')}/..." if need.folder else need.parameter
    return ", ".join(word for word in (name, part, version) if word)


def _text(complaints: Sequence[Complaint], asked: Sequence[Need]) -> str:
    return "\n\n".join(["\n".join(_paragraph(each)) for each in complaints] + [_summary(complaints, asked)])


def _paragraph(each: Complaint) -> Iterator[str]:
    where, variable = (each.need.label, _variable(each.need)) if each.need else (each.environment, "")
    head = style(each.severity, fg=_COLOURS[each.severity], bold=True)
    yield f"{head}  {where}  {style(variable, bold=True)}" if variable else f"{head}  {where}"
    yield f"  {each.parameter} {each.message}"
    if each.need:
        yield f"  set by  {each.need.path}:{each.need.line}  {each.need.source}".rstrip()


def _summary(complaints: Sequence[Complaint], asked: Sequence[Need]) -> str:
    if not asked and not complaints:
        return NOTHING
    said = _many(len({(need.environment, need.parameter) for need in asked}), "parameter")
    counts = [
        _many(count, severity)
        for severity in _COLOURS
        if (count := sum(each.severity == severity for each in complaints))
    ]
    return f"{said}: {', '.join(counts) or 'all there'}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _json(complaints: Sequence[Complaint], asked: Sequence[Need]) -> str:
    """Every parameter that was asked for, with its state; then those that only `--unused` found."""
    of: dict[Need | None, list[Complaint]] = defaultdict(list)
    for each in complaints:
        of[each.need].append(each)
    rows = [{**row(need), **_state(of[need])} for need in asked]
    empty = dict.fromkeys(("app", "variable", "folder", "property", "version", "store", "origin"))
    idle = [{**empty, "environment": e.environment, "parameter": e.parameter, **_state([e])} for e in of[None]]
    return _dumps([*rows, *idle])


def _state(complaints: Sequence[Complaint]) -> dict[str, Any]:
    """Whether it exists (null: not asked), the gravest severity, and all that is said."""
    return {
        "exists": next((each.exists for each in complaints if not each.exists), True),
        "severity": min((each.severity for each in complaints), default=None),  # "error" comes before "warning"
        "message": "; ".join(each.message for each in complaints) or None,
    }


def _dumps(rows: list[dict[str, Any]]) -> str:
    return json.dumps({"version": VERSION, "parameters": rows}, indent=2)


def _github(complaints: Sequence[Complaint], _: Sequence[Need]) -> str:
    return "\n".join(_annotation(each) for each in complaints)


def _annotation(each: Complaint) -> str:
    where = f"{each.need.label} {_variable(each.need)}" if each.need else each.environment
    text = f"{where}: {each.parameter} {each.message}"
    path, line = (each.need.path, each.need.line) if each.need else ("", 0)
    return annotation(each.severity, text, path=path, line=line, title="plainsail secrets")


REPORTS: Mapping[str, Report] = {"text": _text, "json": _json, "github": _github}
