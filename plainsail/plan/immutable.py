"""What of an object is fixed once it exists: the API server refuses the change.

After the `Validate...Update` functions of Kubernetes' `pkg/apis/*/validation`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from constructs_lib.kubernetes.diff import ABSENT, FieldChange
from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.paths import begins, name_of
from constructs_lib.kubernetes.quantities import amount_of
from plainsail.manifests.fields import at, listed, text
from plainsail.plan.changes import ObjectChange
from plainsail.schemas.versions import minor_of

FIXED: Mapping[str, tuple[str, ...]] = {
    "apiextensions.k8s.io/CustomResourceDefinition": (
        "spec.group",
        "spec.scope",
        "spec.names.plural",
        "spec.names.kind",
    ),
    "apps/ControllerRevision": ("data",),
    "apps/DaemonSet": ("spec.selector",),
    "apps/Deployment": ("spec.selector",),
    "apps/ReplicaSet": ("spec.selector",),
    "certificates.k8s.io/CertificateSigningRequest": ("spec",),
    "discovery.k8s.io/EndpointSlice": ("addressType",),
    "networking.k8s.io/IPAddress": ("spec",),
    "networking.k8s.io/IngressClass": ("spec.controller",),
    "node.k8s.io/RuntimeClass": ("handler",),
    "rbac.authorization.k8s.io/ClusterRoleBinding": ("roleRef",),
    "rbac.authorization.k8s.io/RoleBinding": ("roleRef",),
    "resource.k8s.io/ResourceClaim": ("spec",),
    "resource.k8s.io/ResourceClaimTemplate": ("spec",),
    "scheduling.k8s.io/PriorityClass": ("value", "preemptionPolicy"),
    "storage.k8s.io/CSIDriver": ("spec.attachRequired", "spec.volumeLifecycleModes"),
    "storage.k8s.io/CSIStorageCapacity": ("nodeTopology", "storageClassName"),
    "storage.k8s.io/StorageClass": ("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"),
    "storage.k8s.io/VolumeAttachment": ("spec",),
    "storage.k8s.io/VolumeAttributesClass": ("driverName", "parameters"),
}
"""By group and kind, where that is all there is to say."""

_OF_THE_SERVER = ("metadata.uid", "metadata.resourceVersion", "metadata.deletionGracePeriodSeconds")
"""What the API server gives to each object itself: another value than its own is refused."""

Refuses = Callable[[ObjectChange, FieldChange], bool]


def refused(change: ObjectChange) -> tuple[FieldChange, ...]:
    """The changes of fields that the API server refuses in an object that is there."""
    key = change.resource.key
    name = f"{key.group}/{key.kind}"
    rule = _RULES.get(name, _by_table)
    return tuple(
        field
        for field in change.leaves
        if (rule(change, field) if field.path[0] != "metadata" else _is_the_servers(field))
    )


def _is_the_servers(field: FieldChange) -> bool:
    return field.new is not ABSENT and field.field in _OF_THE_SERVER


def _by_table(change: ObjectChange, field: FieldChange) -> bool:
    key = change.resource.key
    return _below(field, *FIXED.get(f"{key.group}/{key.kind}", ()))


def _below(field: FieldChange, *patterns: str) -> bool:
    return any(begins(pattern, field.path) is not None for pattern in patterns)


_STATEFUL_SET_MAY = (
    "spec.minReadySeconds",
    "spec.ordinals",
    "spec.persistentVolumeClaimRetentionPolicy",
    "spec.replicas",
    "spec.template",
    "spec.updateStrategy",
)


_HISTORY_MAY_CHANGE_SINCE = 33


def _stateful_set(change: ObjectChange, field: FieldChange) -> bool:
    if field.within("spec", "revisionHistoryLimit"):
        version = change.resource.kubernetes_version
        return bool(version) and minor_of(version) < _HISTORY_MAY_CHANGE_SINCE
    return field.path[0] == "spec" and not _below(field, *_STATEFUL_SET_MAY)


_JOB = (
    *("spec.backoffLimitPerIndex", "spec.completionMode", "spec.managedBy", "spec.podFailurePolicy", "spec.selector"),
    *("spec.successPolicy", "spec.template"),
)
_SUSPENDED_JOB_MAY = (
    *("spec.template.metadata.annotations", "spec.template.metadata.labels", "spec.template.spec.nodeSelector"),
    *(
        "spec.template.spec.affinity.nodeAffinity",
        "spec.template.spec.tolerations",
        "spec.template.spec.schedulingGates",
    ),
)
"""What may change of a Job that has not begun; a plan does not know whether it has, so it says nothing of these."""


def _job(change: ObjectChange, field: FieldChange) -> bool:
    before, after = _sides(change)
    if field.within("spec", "completions"):
        indexed = text(after, "spec", "completionMode") == "Indexed"
        return not indexed or at(after, "spec", "completions") != at(after, "spec", "parallelism")
    if at(before, "spec", "suspend") is True and _below(field, *_SUSPENDED_JOB_MAY):
        return False
    return _below(field, *_JOB)


def _service(change: ObjectChange, field: FieldChange) -> bool:
    before, after = _sides(change)
    types = [text(side, "spec", "type") or "ClusterIP" for side in (before, after)]
    if field.within("spec", "loadBalancerClass"):
        # Left out, it stays as it is; a class that a controller gave is not known here.
        return types == ["LoadBalancer"] * 2 and ABSENT not in (field.old, field.new)
    if "ExternalName" in types or field.new is ABSENT:
        return False  # it gives its address back, or keeps the one that it has
    if field.within("spec", "healthCheckNodePort"):
        return field.old is not ABSENT and types == ["LoadBalancer"] * 2
    if field.within("spec", "clusterIP"):
        return True
    if _below(field, "spec.clusterIPs", "spec.ipFamilies"):
        return _first_differs(before, after, name_of(field.path[1]))
    return False


def _first_differs(before: Document, after: Document, name: str) -> bool:
    """Whether the first of a list becomes another; a second one may come and go."""
    if name == "ipFamilies" and {text(side, "spec", "clusterIP") for side in (before, after)} != {""}:
        return False
    old, new = (listed(side, "spec", name) for side in (before, after))
    return bool(old and new and old[0] != new[0])


_VOLUME_MAY = (
    *("spec.accessModes", "spec.capacity", "spec.claimRef", "spec.csi.controllerExpandSecretRef", "spec.mountOptions"),
    *("spec.persistentVolumeReclaimPolicy", "spec.storageClassName", "spec.volumeAttributesClassName"),
)


def _volume(change: ObjectChange, field: FieldChange) -> bool:
    if field.within("spec", "nodeAffinity"):
        return at(_sides(change)[0], "spec", "nodeAffinity") is not None
    return field.path[0] == "spec" and not _below(field, *_VOLUME_MAY)


def _claim(_: ObjectChange, field: FieldChange) -> bool:
    if field.within("spec", "resources", "requests", "storage"):
        old, new = (amount_of(side) if isinstance(side, str | int | float) else None for side in (field.old, field.new))
        return old is None or new is None or new < old
    if field.old is ABSENT and _below(field, "spec.storageClassName", "spec.volumeName"):
        return False  # the default class may be written down, and a volume be given, once
    return field.path[0] == "spec" and not _below(field, "spec.volumeAttributesClassName")


def _frozen_data(change: ObjectChange, field: FieldChange) -> bool:
    """Of ConfigMaps and Secrets that call themselves immutable, and the type of a Secret."""
    if field.path == ("type",):
        return not all(side in {ABSENT, "Opaque", ""} for side in (field.old, field.new) if _is_plain(side))
    frozen = at(_sides(change)[0], "immutable") is True
    return frozen and field.path[0] in {"data", "binaryData", "stringData", "immutable"}


def _is_plain(side: Any) -> bool:
    return side is ABSENT or isinstance(side, str)


def _pod(_: ObjectChange, field: FieldChange) -> bool:
    old, new = field.old, field.new
    if field.within("spec", "activeDeadlineSeconds"):
        return new is ABSENT or (isinstance(old, int) and isinstance(new, int) and new > old)
    if field.within("spec", "tolerations"):
        return old is not ABSENT and not field.order and name_of(field.path[-1]) != "tolerationSeconds"
    if field.within("spec", "schedulingGates"):
        return new is not ABSENT
    return not _below(field, "spec.containers[*].image", "spec.initContainers[*].image")


def _sides(change: ObjectChange) -> tuple[Document, Document]:
    """The object as it was and as it will be."""
    return change.old.document if change.old else {}, change.new.document if change.new else {}


_RULES: Mapping[str, Refuses] = {
    "/ConfigMap": _frozen_data,
    "/PersistentVolume": _volume,
    "/PersistentVolumeClaim": _claim,
    "/Pod": _pod,
    "/Secret": _frozen_data,
    "/Service": _service,
    "apps/StatefulSet": _stateful_set,
    "batch/Job": _job,
}
"""By group and kind, where a table is not enough."""
