"""Draws the consequences of a comparison, finds the lines behind them, and says the same once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from constructs_lib.kubernetes.diff import FieldChange, deepest
from plainsail.findings.engine import Source
from plainsail.findings.finding import SEVERITIES, Severity
from plainsail.plan.catalogue import consequence_ids, modules
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.deciding import settings_of
from plainsail.plan.effects import Cause, Effect, causes_of
from plainsail.plan.lines import Locate
from plainsail.plan.report import Consequence, Entry, Plan, Row
from plainsail.plan.values import HIDDEN, gives_away, is_secret, redacted, without_credentials


def plan(comparison: Comparison, locate: Locate, *, before: str, after: str) -> Plan:
    """Draws every consequence, finds the lines, and groups."""
    found = [
        _consequence(id, module.SEVERITY, effect, locate)
        for id, module in modules().items()
        for effect in module.find(comparison)
    ]
    groups: dict[Any, Consequence] = {}
    for each in found:
        key = replace(each, environments=())
        first = groups.get(key, each)
        groups[key] = replace(first, environments=_both(first.environments, each.environments))
    consequences = sorted(groups.values(), key=_order)
    return Plan(before, after, tuple(consequences), _entries(comparison, locate), len(comparison.after.resources))


def _consequence(id: str, severity: Severity, effect: Effect, locate: Locate) -> Consequence:
    located = (source for cause in effect.causes if (source := locate(cause)))
    by_line = {(source.path, source.line): source for source in reversed(list(located))}
    where = effect.where
    return Consequence(
        id=id,
        severity=effect.severity or severity,
        environments=(where.environment,) if where.environment else (),
        app=where.app,
        object=where.object,
        field=where.field,
        message=without_credentials(effect.message),
        fix=effect.fix,
        sources=tuple(_safe(source) for source in reversed(by_line.values())),
    )


def _safe(source: Source) -> Source:
    """The line, without a credential that somebody wrote into it."""
    return replace(source, text=HIDDEN if gives_away(source.setting) else without_credentials(source.text))


def _order(each: Consequence) -> tuple[object, ...]:
    rank = SEVERITIES.index(each.severity), consequence_ids().index(each.id)
    return *rank, each.object, each.app or "", each.environments, each.field, each.message


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other}))


@dataclass
class _Group:
    changes: list[ObjectChange] = field(default_factory=list)
    rows: dict[Any, Row] = field(default_factory=dict)
    source: Source | None = None


def _entries(comparison: Comparison, locate: Locate) -> tuple[Entry, ...]:
    groups: dict[tuple[str, str, str, str], _Group] = {}
    for change in comparison.changes:
        resource = change.resource
        group = groups.setdefault((str(resource.key), resource.key.group, resource.app or "", change.action), _Group())
        group.changes.append(change)
        if change.action != "changed":
            group.source = group.source or next(filter(None, map(locate, causes_of(change))), None)
        for each in change.fields:
            _add(group, change, each, locate)
    return tuple(_entry(group) for group in groups.values())


def _entry(group: _Group) -> Entry:
    first = group.changes[0]
    return Entry(
        action=first.action,
        environments=_environments(group.changes),
        app=first.resource.app,
        group=first.resource.key.group,
        object=str(first.resource.key),
        rows=tuple(group.rows.values()),
        source=_safe(group.source) if group.source else None,
    )


def _environments(changes: Sequence[ObjectChange]) -> tuple[str, ...]:
    return tuple(sorted({each.resource.environment for each in changes if each.resource.environment}))


def _add(group: _Group, change: ObjectChange, each: FieldChange, locate: Locate) -> None:
    resource = change.resource
    source = locate(Cause(resource, settings_of(resource, deepest(each))))
    is_hidden = is_secret(resource.kind, each)
    environments = (resource.environment,) if resource.environment else ()
    shown = replace(
        each,
        old=redacted(resource.kind, each.path, each.old),
        new=redacted(resource.kind, each.path, each.new),
    )
    row = Row(environments, shown, is_hidden, _safe(source) if source else None)
    # What two environments hide need not be the same; and 1 is not true.
    key = (each.path, repr(each.old), repr(each.new), row.source)
    first = group.rows.get(key, row)
    group.rows[key] = replace(first, environments=_both(first.environments, environments))
