"""Another image runs.

Why: it is the code itself that changes; a tag that moves to another digest is worth a question.
"""

from collections.abc import Iterator
from dataclasses import replace

from constructs_lib.kubernetes.diff import FieldChange
from constructs_lib.kubernetes.images import Reference, parse
from constructs_lib.kubernetes.paths import match
from plainsail.findings.finding import Finding, Severity
from plainsail.plan.changes import Comparison, ObjectChange

SEVERITY: Severity = "info"

_DIGITS = 12


def find(comparison: Comparison) -> Iterator[Finding]:
    """Each move of an image in an app, and the workloads that make it."""
    moves: dict[tuple[str | None, str | None, str, str], list[tuple[ObjectChange, FieldChange]]] = {}
    for change in comparison.changes:
        for field in change.leaves:
            if match("**[*].image", field.path) and isinstance(field.old, str) and isinstance(field.new, str):
                home = (change.resource.environment, change.resource.app)
                moves.setdefault((*home, field.old, field.new), []).append((change, field))
    for (_, _, old, new), places in moves.items():
        words, severity = _words(old, new)
        change, field = places[0]
        finding = change.finding(words, [field], at="", severity=severity)
        names = dict.fromkeys(str(change.resource.key) for change, _ in places)
        yield replace(finding, where=replace(finding.where, object=", ".join(names)))


def _words(old: str, new: str) -> tuple[str, Severity | None]:
    before, after = parse(old), parse(new)
    if before is None or after is None:
        return f"{old} → {new}", None
    if before.name != after.name:
        return f"another repository: {_short(before)} → {_short(after)}", "warning"
    digests = f"digest {_digest(before)} → {_digest(after)}"
    if before.tag == after.tag:
        if before.digest and after.digest:
            return f"{after.repository}: the tag {after.tag} moves, {digests}", "warning"
        return f"{after.repository}: {digests}", None if after.digest else "warning"
    loose = after.digest is None and before.digest is not None
    words = f"{after.repository}: {before.tag or 'no tag'} → {after.tag or 'no tag'}"
    return (words if before.digest == after.digest else f"{words}, {digests}"), "warning" if loose else None


def _short(image: Reference) -> str:
    return f"{image.name}:{image.tag}" if image.tag else image.name


def _digest(image: Reference) -> str:
    if image.digest is None:
        return "none"
    algorithm, _, value = image.digest.partition(":")
    return f"{algorithm}:{value[:_DIGITS]}"
