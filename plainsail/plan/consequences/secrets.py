"""Secrets are needed, or no longer: variables that come from elsewhere, and the parameters that hold them.

Why: a parameter that is not there fails the whole ExternalSecret, and the rollout behind it.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from constructs_lib.kubernetes.diff import ABSENT, FieldChange, compare
from constructs_lib.kubernetes.paths import Item, Path, format_path, match
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.external_secrets import made_secret
from plainsail.manifests.fields import mappings, text
from plainsail.manifests.resource import Resource
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.successions import Succession, successions

SEVERITY: Severity = "info"


def find(comparison: Comparison) -> Iterator[Finding]:
    """What ExternalSecrets read, object by object; and variables that turn from plain text into secrets, or back."""
    pairs = successions(comparison)
    known = {id(change) for pair in pairs for change in pair}
    for pair in pairs:
        yield _succeeded(pair)
    for change in comparison.of("ExternalSecret"):
        if id(change) in known:
            continue
        words, needs = _words(change)
        if words:
            yield change.finding(
                "; ".join(words),
                _fields(change) if change.action == "changed" else None,
                at="spec.data",
                fix=_verify(change.resource) if needs else "",
            )
    for change in comparison.changes:
        yield from _turned(change)


def _succeeded(pair: Succession) -> Finding:
    """What differs between an ExternalSecret and the one that takes its place."""
    old, new = pair.old.resource, pair.new.resource
    differs = tuple(compare(old.spec, new.spec))
    between = ObjectChange(old, new, tuple(replace(each, path=("spec", *each.path)) for each in differs))
    words, needs = _words(between, names=False)
    what = "; ".join(words) or "the same keys"
    message = f"Secret/{made_secret(new)} takes the place of Secret/{made_secret(old)}: {what}"
    return pair.new.finding(message, at="spec.data", fix=_verify(new) if needs else "")


def _fields(change: ObjectChange) -> list[FieldChange]:
    return [field for field in change.fields if field.path[0] == "spec"]


def _verify(resource: Resource) -> str:
    home = f"{resource.environment}/{resource.app}" if resource.app else resource.environment
    return f"`plainsail secrets verify {home}` tells whether they are there" if home else ""


def _words(change: ObjectChange, *, names: bool = True) -> tuple[list[str], bool]:
    """What changed, and whether something new is needed; with the name of the Secret, unless it is said already."""
    old, new = _reads(change.old), _reads(change.new)
    added = [f"adds {name} from {new[name]}" for name in new if name not in old]
    moved = [
        f"takes {name} from {new[name]} instead of {old[name]}" for name in new if old.get(name, new[name]) != new[name]
    ]
    gone = [name for name in old if name not in new]
    made: list[str] = []
    dropped = [f"drops {', '.join(gone)}"] if gone else []
    if change.action == "changed":
        for field in change.leaves:
            if field.within("spec", "secretStoreRef"):
                moved.append(f"asks another store: {_said(field.old)} → {_said(field.new)}")
            elif field.within("spec", "dataFrom"):
                moved.append("other parameters are searched (dataFrom)")
            elif field.within("spec", "target", "template"):
                made.append("makes other files of its template")
            elif names and field.within("spec", "target", "name"):
                moved.append(f"fills the Secret {_said(field.new)} instead of {_said(field.old)}")
    return [*added, *dict.fromkeys([*moved, *made]), *dropped], bool(added or moved)


def _said(value: Any) -> str:
    return "none" if value is ABSENT else str(value)


def _reads(external: Resource | None) -> dict[str, str]:
    """Variable to parameter."""
    if external is None:
        return {}
    parameters = {}
    for entry in mappings(external.document, "spec", "data"):
        remote = ".".join(filter(None, (text(entry, "remoteRef", name) for name in ("key", "property"))))
        version = text(entry, "remoteRef", "version")
        parameters[text(entry, "secretKey")] = f"{remote} ({version})" if version else remote
    return parameters


def _turned(change: ObjectChange) -> Iterator[Finding]:
    for name, container, new in _variables(change):
        what = "was plain text, and comes from a Secret now" if new else "came from a Secret, and is plain text now"
        parts = (*container, "env", Item(name))
        fields = [field for field in change.fields if field.path[: len(parts)] == parts]
        severity: Severity | None = None if new else "warning"
        yield change.finding(f"{name} {what}", fields, at=format_path(parts), severity=severity)


def _variables(change: ObjectChange) -> Iterator[tuple[str, Path, bool]]:
    """Variables whose kind of value changes: the name, the container, and whether they take a Secret now."""
    sides: dict[tuple[str, Path], set[tuple[bool, str]]] = {}
    for field in change.leaves:
        names = match("**.env[*].value", field.path) or match("**.env[*].valueFrom.secretKeyRef.**", field.path)
        if names:
            at = len(field.path) - 1 - field.path[::-1].index("env")
            kinds = sides.setdefault((names[0], field.path[:at]), set())
            kinds.add((field.new is not ABSENT, "plain" if field.path[-1] == "value" else "secret"))
    for (name, container), kinds in sides.items():
        if kinds == {(False, "plain"), (True, "secret")}:
            yield name, container, True
        elif kinds == {(False, "secret"), (True, "plain")}:
            yield name, container, False
