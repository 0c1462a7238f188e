"""Something that was forbidden, or closed, is allowed, or open.

Why: it looks like any other line of a diff, and is the one that an attacker would have written.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_lib.kubernetes.paths import Path, format_path
from plainsail.findings.finding import Cause, Finding, Severity
from plainsail.manifests.pods import pod_of
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.guarantees import added_capabilities, guarantees
from plainsail.plan.opened import opened

SEVERITY: Severity = "warning"


def find(comparison: Comparison) -> Iterator[Finding]:
    """Restrictions of pods that are dropped, and what other objects open."""
    for change in comparison.changes:
        yield from _pods(change)
        for words, parts in opened(change):
            yield _finding(change, words, parts)


def _pods(change: ObjectChange) -> Iterator[Finding]:
    old, new = (pod_of(side) if side else None for side in (change.old, change.new))
    if change.old is None or change.new is None or old is None or new is None:
        return
    before, after = guarantees(change.old), guarantees(change.new)
    still = {"", *(container.name for container in new.containers)}
    for (name, words), parts in before.items():
        if name in still and (name, words) not in after:
            yield _finding(change, f"no longer true{_of(name)}: {words}", parts)
    had = added_capabilities(change.old)
    known = {"", *(container.name for container in old.containers)}
    for (name, capability), parts in added_capabilities(change.new).items():
        if name in known and (name, capability) not in had:
            yield _finding(change, f"capability {capability} is added{_of(name)}", parts)


def _of(container: str) -> str:
    return f" of container {container}" if container else ""


def _finding(change: ObjectChange, message: str, parts: Path) -> Finding:
    where = change.resource.where(format_path(parts))
    return Finding(where=where, message=message, causes=(Cause(where),))
