"""All that a plan says: what differs, with the same in several environments said once, and what follows from it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from constructs_lib.kubernetes.diff import FieldChange
from plainsail.findings.engine import identity, results, run
from plainsail.findings.finding import DecidingLine
from plainsail.findings.redaction import masked
from plainsail.findings.report import Report, Result
from plainsail.plan.changes import Action, Comparison, ObjectChange
from plainsail.plan.consequences import RULES
from plainsail.plan.consequences.prune import SUPERSEDED
from plainsail.plan.sync import reached, settled
from plainsail.plan.values import is_secret, redacted
from plainsail.plan.whole_apps import LineOf
from plainsail.progress import progress
from plainsail.terminal import many


@dataclass(frozen=True)
class Row:
    """A field that differs, and the environments in which it differs so."""

    environments: tuple[str, ...]
    change: FieldChange
    """With everything hidden that must not be seen."""
    is_hidden: bool
    is_felt: bool
    """Whether the API server keeps something else because of it."""
    line: DecidingLine | None


@dataclass(frozen=True)
class Entry:
    """An object that differs, and the environments in which it does."""

    action: Action
    environments: tuple[str, ...]
    app: str | None
    group: str
    object: str
    """Without the hash where each environment has one of its own."""
    rows: tuple[Row, ...] = ()
    line: DecidingLine | None = None
    names: tuple[str, ...] = ()
    """What it is called in the cluster, in each of the environments where that is another name."""
    namespaces: tuple[str | None, ...] = ()
    """Those that it lives in."""


@dataclass(frozen=True)
class Plan:
    """Everything that one run found."""

    entries: tuple[Entry, ...]
    report: Report
    """The consequences."""


def plan(comparison: Comparison, line_of: LineOf, *, before: str, after: str) -> Plan:
    """Draws every consequence, finds the lines, and groups. `before` and `after` are what people call the trees."""
    # What a refusal holds back has no other consequence, and neither has what leaves Git and stays in the cluster.
    tried = reached(comparison)
    subjects = {"will-fail": comparison, "prune": tried, "left-behind": tried}
    end = settled(tried)
    rules = progress(RULES.items(), "drawing consequences", len(RULES))
    matches = [match for id, rule in rules for match in run([rule], subjects.get(id, end))]
    consequences = results(
        progress(matches, "finding lines", len(matches)),
        lambda finding: [line for cause in finding.causes if (line := line_of(cause))],
    )
    about = f"{_counted(comparison)} {before} {'to' if comparison.changes else 'and'} {after}"
    return Plan(tuple(_entries(comparison, line_of)), Report(RULES, consequences, about))


_GATHERED = ("prune", "left-behind")
"""Consequences that many objects of an app share word for word."""


def for_people(report: Report) -> Report:
    """The report with what is so of several objects alike said once, and without what another consequence tells."""
    groups: dict[tuple[object, ...], Result] = {}
    for result in report.results:
        if result.message == SUPERSEDED:  # `secrets` tells both halves of it
            continue
        alike = (result.rule.id, result.severity, result.environments, result.where.app, result.message, result.fix)
        key = alike if result.rule.id in _GATHERED else (id(result),)
        first = groups.setdefault(key, result)
        if first is not result:
            where = replace(first.where, object=f"{first.where.object}, {result.where.object}")
            lines = tuple(dict.fromkeys((*first.lines, *result.lines)))
            groups[key] = replace(first, where=where, lines=lines)
    return replace(report, results=tuple(groups.values()))


def _counted(comparison: Comparison) -> str:
    """`2 objects changed, 1 added, from`: each environment is counted."""
    actions = [change.action for change in comparison.changes]
    counts = [(action, actions.count(action)) for action in ("changed", "added", "removed") if action in actions]
    if not counts:
        return f"{many(len(comparison.after.resources), 'object')}, no difference between"
    words = [f"{many(count, 'object') if n == 0 else count} {action}" for n, (action, count) in enumerate(counts)]
    return f"{', '.join(words)}, from"


def _entries(comparison: Comparison, line_of: LineOf) -> Iterator[Entry]:
    groups: dict[tuple[object, ...], list[ObjectChange]] = {}
    for change in comparison.changes:
        key = (change.action, change.resource.key.group, *identity(change.resource.where()))
        groups.setdefault(key, []).append(change)
    for changes in progress(groups.values(), "finding lines", len(groups)):
        action, resource = changes[0].action, changes[0].resource
        names = tuple(dict.fromkeys(str(change.resource.key) for change in changes))  # several: each by its content
        whole = (line_of(cause) for change in changes if action != "changed" for cause in change.causes())
        yield Entry(
            action=action,
            environments=tuple(sorted({env for change in changes if (env := change.resource.environment)})),
            app=resource.app,
            group=resource.key.group,
            object=names[0] if len(names) == 1 else resource.where().object,
            rows=_rows(changes, line_of),
            line=next((masked(line) for line in whole if line), None),
            names=names,
            namespaces=tuple(dict.fromkeys(change.resource.namespace for change in changes)),
        )


def _rows(changes: list[ObjectChange], line_of: LineOf) -> tuple[Row, ...]:
    rows: dict[tuple[object, ...], Row] = {}
    for change in changes:
        for field in change.written:
            row = _row(change, field, line_of)
            # What two environments hide need not be the same; and 1 is not true.
            key = (field.path, repr(field.old), repr(field.new), row.is_felt, row.line)
            first = rows.setdefault(key, row)
            rows[key] = replace(first, environments=tuple(sorted({*first.environments, *row.environments})))
    return tuple(rows.values())


def _row(change: ObjectChange, field: FieldChange, line_of: LineOf) -> Row:
    kind, environment = change.resource.kind, change.resource.environment
    old, new = (redacted(kind, field.path, side) for side in (field.old, field.new))
    return Row(
        environments=(environment,) if environment else (),
        change=replace(field, old=old, new=new),
        is_hidden=is_secret(kind, field),
        is_felt=change.is_felt(field),
        line=masked(line) if (line := line_of(change.cause(field))) else None,
    )
