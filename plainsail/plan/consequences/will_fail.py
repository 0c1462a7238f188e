"""The API server refuses the change: the field is fixed once the object exists.

Why: the sync stops there, and keeps failing until somebody acts by hand.
"""

from collections.abc import Iterator, Mapping

from constructs_lib.kubernetes.diff import ABSENT, FieldChange
from constructs_lib.kubernetes.paths import format_path, match
from constructs_lib.kubernetes.quantities import amount_of
from plainsail.findings.finding import Finding, Severity
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.immutable import refused
from plainsail.plan.sync import fails, held_back
from plainsail.terminal import listing

SEVERITY: Severity = "error"


def find(comparison: Comparison) -> Iterator[Finding]:
    """Objects with a change of what cannot change, unless Argo CD makes them anew anyway."""
    for change in filter(fails, comparison.changes):
        fields = refused(change)
        places = list(dict.fromkeys(_place(change, field) for field in fields))
        what = f"{places[0]} is" if len(places) == 1 else f"{', '.join(places[:-1])} and {places[-1]} are"
        message = f"the API server refuses this: {what} fixed once the {change.resource.kind} exists"
        later = [str(each.resource.key) for each in held_back(comparison, change)]
        waits = f"; until then the sync stops here, before {listing(later)}" if later else ""
        yield change.finding(f"{message}{waits}", fields, at=places[0], fix=remedy(change, fields))


def _place(change: ObjectChange, field: FieldChange) -> str:
    """The field in which the change is refused, without what stands below it."""
    return field.field if change.resource.kind == "Pod" else format_path(field.path[:2])


_REMEDIES: Mapping[str, str] = {
    "ClusterRoleBinding": "give the binding another name: the old one is pruned",
    "ConfigMap": "give the new data to a ConfigMap of another name, and refer to that",
    "CustomResourceDefinition": "make a definition of another name, and move the objects over",
    "DaemonSet": "keep the selector; or delete the DaemonSet before the sync, and do without its pods until then",
    "Deployment": "keep the selector; or delete the Deployment before the sync, and do without its pods until then",
    "PersistentVolume": "make a volume of another name, and bind that one",
    "Job": "give the Job another name, or make it a Sync hook, which Argo CD deletes before it runs again",
    "PersistentVolumeClaim": "make a claim of another name, copy the data, and mount that one",
    "Pod": "delete the Pod before the sync, or let a Deployment keep it",
    "PriorityClass": "make a PriorityClass of another name, and name that one in the pods",
    "RoleBinding": "give the binding another name: the old one is pruned",
    "Secret": "give the new data to a Secret of another name, and refer to that",
    "Service": "keep the address; or delete the Service before the sync, and do without it until then",
    "StorageClass": "make a StorageClass of another name",
}
_ORPHAN = "`kubectl delete statefulset {name} --cascade=orphan` before the sync: pods and claims stay, and are adopted"
_OTHER_PODS = (
    "keep the selector; or `kubectl delete statefulset {name}` before the sync, and do without its pods until then"
)
_SIZE = "spec.volumeClaimTemplates[*].spec.resources.requests.storage"
_GROWN = (
    "; claims that are there keep their size: let each grow first (`kubectl edit pvc`), if its StorageClass allows it"
)
_SMALLER = "keep the size: a claim can only grow, and those that are there would stay as they are"
_OTHER_CLAIMS = "; what pods wrote stays in the claims of the old templates, and moves to no new one by itself"
_SHRUNK = "a claim can only grow: make a smaller one of another name, copy the data, and mount that one"
_OTHERS = "keep the field, or delete the object before the sync"


def remedy(change: ObjectChange, fields: tuple[FieldChange, ...]) -> str:
    """What gets the change into the cluster, or does without it."""
    kind = change.resource.kind
    if kind == "StatefulSet":
        return _of_stateful_set(fields).format(name=change.resource.name)
    if kind == "PersistentVolumeClaim" and all(field.within("spec", "resources") for field in fields):
        return _SHRUNK
    return _REMEDIES.get(kind, _OTHERS)


def _of_stateful_set(fields: tuple[FieldChange, ...]) -> str:
    if any(field.within("spec", "selector") for field in fields):
        return _OTHER_PODS
    templates = [field for field in fields if field.within("spec", "volumeClaimTemplates")]
    sizes = [field for field in templates if match(_SIZE, field.path) and ABSENT not in (field.old, field.new)]
    if any(_is_smaller(field) for field in sizes):
        return _SMALLER
    return _ORPHAN + (_GROWN if sizes else "") + (_OTHER_CLAIMS if len(templates) > len(sizes) else "")


def _is_smaller(field: FieldChange) -> bool:
    old, new = (amount_of(side) if isinstance(side, str | int | float) else None for side in (field.old, field.new))
    return old is not None and new is not None and new < old
