"""Pods are replaced.

Why: whatever changes in a pod's template makes new pods; which fields changed tells whether that was meant.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.diff import FieldChange
from constructs_lib.kubernetes.paths import Path, format_path
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import at
from plainsail.manifests.kinds import RUNNING
from plainsail.plan.changes import Comparison, ObjectChange

SEVERITY: Severity = "info"

_SHOWN = 4


def find(comparison: Comparison) -> Iterator[Finding]:
    """Workloads with a changed template. Jobs are not among them: they take it with their next run, or not at all."""
    for change in comparison.changed(*RUNNING):
        if fields := restarting(change):
            yield change.finding(_message(change, fields), fields, at="spec.template")


def restarting(change: ObjectChange) -> tuple[FieldChange, ...]:
    """What changed of the template of a workload that keeps its pods running: reason enough for new ones."""
    return tuple(field for field in change.fields if field.within("spec", "template"))


def _message(change: ObjectChange, fields: tuple[FieldChange, ...]) -> str:
    names = list(dict.fromkeys(_within_pod(field.path) for field in fields))
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    because = f"{', '.join(names[:_SHOWN])}{more} changed"
    document = change.resource.document
    if at(document, "spec", "updateStrategy", "type") == "OnDelete":
        return f"pods keep running as they are until somebody deletes them (OnDelete): {because}"
    if at(document, "spec", "paused") is True:
        return f"pods keep running as they are while the rollout is paused: {because}"
    if change.old is not None and at(change.old.document, "spec", "replicas") == 0:
        return f"there are no pods to replace: {because}"
    return f"pods are replaced: {because}"


def _within_pod(path: Path) -> str:
    """A path below `spec.template` as people say it: `containers[app].image`."""
    inner = path[2:]
    return format_path(inner[1:] if inner[:1] == ("spec",) else inner) or "the pod"
