"""A plan for scripts: an object with a `version` and one list of flat rows."""

from __future__ import annotations

from json import dumps
from typing import Any

from constructs_lib.kubernetes.diff import ABSENT
from plainsail.findings.engine import Source
from plainsail.plan.report import Consequence, Entry, Plan, Row
from plainsail.plan.values import HIDDEN

VERSION = 1


def write(plan: Plan) -> str:
    """`{"version": 1, "changes": [...]}`: the consequences, the gravest first, then what they follow from."""
    rows = [*map(_consequence, plan.consequences), *(row for entry in plan.entries for row in _entry(entry))]
    return dumps({"version": VERSION, "changes": rows}, indent=2, ensure_ascii=False)


def _row(change: str, **said: Any) -> dict[str, Any]:
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
        "setting": None,
        "origin": None,
    } | said


def _consequence(each: Consequence) -> dict[str, Any]:
    return _row(
        "consequence",
        consequence=each.id,
        severity=each.severity,
        environments=list(each.environments),
        app=each.app,
        object=each.object,
        field=each.field,
        message=each.message,
        fix=each.fix,
        **_origin(each.sources[0] if each.sources else None),
    )


def _entry(entry: Entry) -> list[dict[str, Any]]:
    if entry.action == "changed":
        return [_field(entry, row) for row in entry.rows]
    said = {"environments": list(entry.environments), "app": entry.app, "group": entry.group, "object": entry.object}
    return [_row(entry.action, **said, **_origin(entry.source))]


def _field(entry: Entry, row: Row) -> dict[str, Any]:
    return _row(
        "changed",
        environments=list(row.environments),
        app=entry.app,
        group=entry.group,
        object=entry.object,
        field=row.change.field,
        old=_value(row, row.change.old),
        new=_value(row, row.change.new),
        message="order" if row.change.order else "",
        **_origin(row.source),
    )


def _value(row: Row, side: Any) -> Any:
    """The value; null where there is none: the API server knows no other null."""
    if side is ABSENT:
        return None
    return HIDDEN if row.is_hidden else side


def _origin(source: Source | None) -> dict[str, Any]:
    if source is None:
        return {}
    return {"setting": source.setting, "origin": {"path": source.path, "line": source.line}}
