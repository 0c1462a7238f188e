"""The API server refuses the change: the field is fixed once the object exists.

Why: the sync stops there, and keeps failing until somebody acts by hand.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from constructs_lib.kubernetes.diff import ABSENT, FieldChange
from constructs_lib.kubernetes.paths import begins, format_path, name_of
from constructs_lib.kubernetes.quantities import amount_of
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import at, text
from plainsail.plan.changes import Comparison, ObjectChange
from plainsail.plan.pruning import is_remade

SEVERITY: Severity = "error"


def find(comparison: Comparison) -> Iterator[Finding]:
    """Objects with a change of what cannot change, unless Argo CD makes them anew anyway."""
    for change in comparison.changes:
        if change.action != "changed" or is_remade(change.resource):
            continue
        if fields := refused(change):
            places = list(dict.fromkeys(_place(change, field) for field in fields))
            what = f"{places[0]} is" if len(places) == 1 else f"{', '.join(places[:-1])} and {places[-1]} are"
            message = f"the API server refuses this: {what} fixed once the {change.resource.kind} exists"
            yield change.finding(message, fields, at=places[0], fix=remedy(change, fields))


def _place(change: ObjectChange, field: FieldChange) -> str:
    """The field in which the change is refused, without what stands below it."""
    return field.field if change.resource.kind == "Pod" else format_path(field.path[:2])


FIXED: Mapping[str, tuple[str, ...]] = {
    "apiextensions.k8s.io/CustomResourceDefinition": (
        "spec.group",
        "spec.scope",
        "spec.names.plural",
        "spec.names.kind",
    ),
    "apps/DaemonSet": ("spec.selector",),
    "apps/Deployment": ("spec.selector",),
    "apps/ReplicaSet": ("spec.selector",),
    "batch/Job": (
        "spec.selector",
        "spec.template",
        "spec.completionMode",
        "spec.completions",
        "spec.podFailurePolicy",
        "spec.backoffLimitPerIndex",
        "spec.manualSelector",
        "spec.managedBy",
        "spec.podReplacementPolicy",
        "spec.successPolicy",
    ),
    "networking.k8s.io/IngressClass": ("spec.controller",),
    "node.k8s.io/RuntimeClass": ("handler",),
    "rbac.authorization.k8s.io/ClusterRoleBinding": ("roleRef",),
    "rbac.authorization.k8s.io/RoleBinding": ("roleRef",),
    "scheduling.k8s.io/PriorityClass": ("value", "preemptionPolicy"),
    "storage.k8s.io/StorageClass": ("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"),
}
"""By group and kind, where that is all there is to say."""

_DEFAULTS = {
    "completionMode": "NonIndexed",
    "manualSelector": False,
    "podManagementPolicy": "OrderedReady",
    "preemptionPolicy": "PreemptLowerPriority",
    "reclaimPolicy": "Delete",
    "serviceName": "",
    "volumeBindingMode": "Immediate",
    "volumeMode": "Filesystem",
}
"""What the API server fills in: to write it down changes nothing."""

_STATEFUL_SET_MAY = (
    "minReadySeconds",
    "ordinals",
    "persistentVolumeClaimRetentionPolicy",
    "replicas",
    "revisionHistoryLimit",
    "template",
    "updateStrategy",
)
_POD_MAY = (
    "spec.containers[*].image",
    "spec.initContainers[*].image",
    "spec.activeDeadlineSeconds",
    "spec.tolerations",
    "spec.schedulingGates",
    "metadata",
)


def refused(change: ObjectChange) -> tuple[FieldChange, ...]:
    """The changes of fields that the API server refuses."""
    key = change.resource.key
    name = f"{key.group}/{key.kind}"
    rule = _RULES.get(name, _by_table)
    return tuple(field for field in change.leaves if not _is_default(field) and rule(change, field))


def _is_default(field: FieldChange) -> bool:
    default = _DEFAULTS.get(name_of(field.path[-1]), ABSENT)
    return default is not ABSENT and all(side is ABSENT or side == default for side in (field.old, field.new))


def _by_table(change: ObjectChange, field: FieldChange) -> bool:
    key = change.resource.key
    return any(begins(pattern, field.path) is not None for pattern in FIXED.get(f"{key.group}/{key.kind}", ()))


def _stateful_set(_: ObjectChange, field: FieldChange) -> bool:
    return field.path[0] == "spec" and field.path[1:2] not in {(name,) for name in _STATEFUL_SET_MAY}


def _service(change: ObjectChange, field: FieldChange) -> bool:
    if text(change.resource.document, "spec", "type") == "ExternalName" or field.new is ABSENT:
        return False  # it gives its address back, or keeps the one that it has
    if field.within("spec", "clusterIP"):
        return True
    if field.path[:2] == ("spec", "loadBalancerClass"):
        return field.old is not ABSENT
    return field.within("spec", "clusterIPs")


def _claim(_: ObjectChange, field: FieldChange) -> bool:
    if field.within("spec", "resources", "requests", "storage"):
        old, new = (amount_of(side) if isinstance(side, str | int | float) else None for side in (field.old, field.new))
        return old is None or new is None or new < old
    return field.path[0] == "spec" and field.path[1:2] != ("volumeAttributesClassName",)


def _frozen_data(change: ObjectChange, field: FieldChange) -> bool:
    """Of ConfigMaps and Secrets that call themselves immutable, and the type of a Secret."""
    if field.path == ("type",):
        return not all(side in {ABSENT, "Opaque"} for side in (field.old, field.new) if _is_plain(side))
    old: Any = at(change.old.document, "immutable") if change.old else None
    return old is True and field.path[0] in {"data", "binaryData", "stringData", "immutable"}


def _is_plain(side: Any) -> bool:
    return side is ABSENT or isinstance(side, str)


def _pod(_: ObjectChange, field: FieldChange) -> bool:
    return not any(begins(pattern, field.path) is not None for pattern in _POD_MAY)


_RULES: Mapping[str, Callable[[ObjectChange, FieldChange], bool]] = {
    "/ConfigMap": _frozen_data,
    "/PersistentVolumeClaim": _claim,
    "/Pod": _pod,
    "/Secret": _frozen_data,
    "/Service": _service,
    "apps/StatefulSet": _stateful_set,
}
"""By group and kind, where a table is not enough."""

_REMEDIES: Mapping[str, str] = {
    "ClusterRoleBinding": "give the binding another name: the old one is pruned",
    "ConfigMap": "give the new data to a ConfigMap of another name, and refer to that",
    "CustomResourceDefinition": "make a definition of another name, and move the objects over",
    "DaemonSet": "keep the selector; or delete the DaemonSet before the sync, and do without its pods until then",
    "Deployment": "keep the selector; or delete the Deployment before the sync, and do without its pods until then",
    "Job": "give the Job another name, or make it a Sync hook, which Argo CD deletes before it runs again",
    "PersistentVolumeClaim": "make a claim of another name, copy the data, and mount that one",
    "Pod": "delete the Pod before the sync, or let a Deployment keep it",
    "PriorityClass": "make a PriorityClass of another name, and name that one in the pods",
    "RoleBinding": "give the binding another name: the old one is pruned",
    "Secret": "give the new data to a Secret of another name, and refer to that",
    "Service": "keep the address; or delete the Service before the sync, and do without it until then",
    "StorageClass": "make a StorageClass of another name",
}
_STATEFUL_SET = (
    "`kubectl delete statefulset {name} --cascade=orphan` before the sync: pods and claims stay, and are adopted"
)
_SHRUNK = "a claim can only grow: make a smaller one of another name, copy the data, and mount that one"
_OTHERS = "keep the field, or delete the object before the sync"


def remedy(change: ObjectChange, fields: tuple[FieldChange, ...]) -> str:
    """What gets the change into the cluster, or does without it."""
    kind = change.resource.kind
    if kind == "StatefulSet":
        return _STATEFUL_SET.format(name=change.resource.name)
    if kind == "PersistentVolumeClaim" and all(field.within("spec", "resources") for field in fields):
        return _SHRUNK
    return _REMEDIES.get(kind, _OTHERS)
