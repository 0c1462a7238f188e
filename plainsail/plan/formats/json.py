"""A plan for scripts: an object with a `version` and one list of flat rows."""

from typing import Any

from constructs_lib.kubernetes.diff import ABSENT
from plainsail.findings.finding import DecidingLine
from plainsail.findings.formats.json import document
from plainsail.findings.redaction import HIDDEN
from plainsail.findings.report import Result
from plainsail.plan.formats.words import UNFELT
from plainsail.plan.report import Entry, Plan, Row


def write(plan: Plan) -> str:
    """`{"version": 1, "changes": [...]}`: the consequences, the gravest first, then what they follow from."""
    rows = [*map(_consequence, plan.report.results), *(row for entry in plan.entries for row in _entry(entry))]
    return document("changes", rows)


def _row(change: str, line: DecidingLine | None, **fields: Any) -> dict[str, Any]:
    """A row; all have the same names. `change` is `consequence`, `added`, `removed` or `changed`."""
    return {
        "change": change,
        "consequence": None,
        "severity": None,
        "environments": [],
        "app": None,
        "group": None,
        "object": "",
        "field": "",
        "old": None,
        "new": None,
        "message": "",
        "fix": "",
        "setting": line.setting if line else None,
        "origin": {"path": line.path, "line": line.line} if line else None,
    } | fields


def _consequence(result: Result) -> dict[str, Any]:
    return _row(
        "consequence",
        result.lines[0] if result.lines else None,
        consequence=result.rule.id,
        severity=result.severity,
        environments=list(result.environments),
        app=result.where.app,
        object=result.where.object,
        field=result.where.field,
        message=result.message,
        fix=result.fix,
    )


def _entry(entry: Entry) -> list[dict[str, Any]]:
    about = {"app": entry.app, "group": entry.group, "object": entry.object}
    if entry.action != "changed":
        return [_row(entry.action, entry.line, environments=list(entry.environments), **about)]
    return [
        _row("changed", row.line, environments=list(row.environments), **about, **_field(row)) for row in entry.rows
    ]


def _field(row: Row) -> dict[str, Any]:
    return {
        "field": row.change.field,
        "old": _value(row, row.change.old),
        "new": _value(row, row.change.new),
        "message": "order" if row.change.order else "" if row.is_felt else UNFELT,
    }


def _value(row: Row, side: Any) -> Any:
    """The value; null where there is none: the API server knows no other null."""
    if side is ABSENT:
        return None
    return HIDDEN if row.is_hidden else side
