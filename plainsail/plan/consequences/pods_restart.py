"""Pods are replaced.

Why: whatever changes in a pod's template makes new pods; which fields changed tells whether that was meant.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.diff import ABSENT, FieldChange
from constructs_lib.kubernetes.paths import Path, format_path
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import at, number
from plainsail.manifests.kinds import RUNNING
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.terminal import listing

SEVERITY: Severity = "info"

_SHOWN = 4


def find(comparison: Comparison) -> Iterator[Finding]:
    """Workloads with a changed template. Jobs are not among them: they take it with their next run, or not at all."""
    for change in comparison.changed(*RUNNING):
        if fields := restarting(change):
            yield change.finding(_message(change, fields), fields, at="spec.template")
        elif field := _let_through(change):
            before = f"{change.resource.name}-{field.old}"
            yield change.finding(f"pods before {before} take the version that those behind it run (partition)", [field])


def restarting(change: ObjectChange) -> tuple[FieldChange, ...]:
    """What changed of the template of a workload that keeps its pods running: reason enough for new ones."""
    return tuple(field for field in change.fields if field.within("spec", "template"))


def _let_through(change: ObjectChange) -> FieldChange | None:
    """The partition of a StatefulSet, where it keeps fewer pods as they were."""
    leaves = (leaf for leaf in change.leaves if leaf.within("spec", "updateStrategy", "rollingUpdate", "partition"))
    field = next(leaves, None)
    old, new = (0 if side is ABSENT else side for side in (field.old, field.new)) if field else (0, 0)
    return field if isinstance(old, int) and isinstance(new, int) and new < old else None


def _message(change: ObjectChange, fields: tuple[FieldChange, ...]) -> str:
    other = list(dict.fromkeys(words for field in fields if (words := _other_object(field))))
    names = list(dict.fromkeys(_within_pod(field.path) for field in fields if not _other_object(field)))
    changed = [f"{listing(names, _SHOWN)} changed"] if names else []
    because = "; ".join((*other, *changed))
    document = change.resource.document
    if at(document, "spec", "updateStrategy", "type") == "OnDelete":
        return f"pods keep running as they are until somebody deletes them (OnDelete): {because}"
    if at(document, "spec", "paused") is True:
        return f"pods keep running as they are while the rollout is paused: {because}"
    if change.old is not None and at(change.old.document, "spec", "replicas") == 0:
        return f"there are no pods to replace: {because}"
    if partition := number(document, "spec", "updateStrategy", "rollingUpdate", "partition", default=0):
        name, first = change.resource.name, number(document, "spec", "ordinals", "start", default=0)
        if partition >= first + number(document, "spec", "replicas", default=1):
            return f"pods keep running as they are, since the partition is beyond the last of them: {because}"
        return f"pods are replaced from {name}-{partition} on, those before it keep running as they are: {because}"
    return f"pods are replaced: {because}"


_OBJECTS = {
    "secretKeyRef": "Secret",
    "secretRef": "Secret",
    "configMapKeyRef": "ConfigMap",
    "configMapRef": "ConfigMap",
}
"""What holds the name of an object that variables come from, and its kind."""


def _other_object(field: FieldChange) -> str:
    """`Secret/b instead of Secret/a`, where all that changes is the object that a variable or a volume comes from."""
    holder, name = field.path[-2:]
    kind = "Secret" if name == "secretName" else _OBJECTS.get(str(holder), "") if name == "name" else ""
    both = isinstance(field.old, str) and isinstance(field.new, str)
    return f"they read {kind}/{field.new} instead of {kind}/{field.old}" if kind and both else ""


def _within_pod(path: Path) -> str:
    """A path below `spec.template` as people say it: `containers[app].image`."""
    inner = path[2:]
    return format_path(inner[1:] if inner[:1] == ("spec",) else inner) or "the pod"
