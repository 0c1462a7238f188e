"""What to do where the API server refuses a change."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_lib.kubernetes.diff import FieldChange
from plainsail.plan.changes import ObjectChange

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
    if kind == "PersistentVolumeClaim" and all(each.within("spec", "resources") for each in fields):
        return _SHRUNK
    return _REMEDIES.get(kind, _OTHERS)
