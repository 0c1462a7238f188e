"""Names that Kubernetes once read: labels of nodes, annotations, volumes, and what came instead.

From Kubernetes' own warnings (`pkg/api/*/warnings.go`, `pkg/api/node/util.go`) and release notes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from constructs_lib.kubernetes.paths import Part
from plainsail.manifests.fields import listed, mapping, mappings, text
from plainsail.manifests.pods import Pod
from plainsail.manifests.resource import Resource

_Field = tuple[Part | int, ...]


class Successor(NamedTuple):
    """What a name means today."""

    since: str
    """Since when it has no effect, or is on its way out: `no effect since 1.16`."""
    use: str
    """What to say instead."""


NODE_LABELS: Mapping[str, Successor] = {
    "node-role.kubernetes.io/master": Successor("on no node since 1.24", "node-role.kubernetes.io/control-plane"),
    "kubernetes.io/role": Successor("a label that kubelets may not set since 1.16", "node-role.kubernetes.io/*"),
    "beta.kubernetes.io/arch": Successor("deprecated since 1.14", "kubernetes.io/arch"),
    "beta.kubernetes.io/os": Successor("deprecated since 1.14", "kubernetes.io/os"),
    "beta.kubernetes.io/instance-type": Successor("deprecated since 1.17", "node.kubernetes.io/instance-type"),
    "failure-domain.beta.kubernetes.io/region": Successor("deprecated since 1.17", "topology.kubernetes.io/region"),
    "failure-domain.beta.kubernetes.io/zone": Successor("deprecated since 1.17", "topology.kubernetes.io/zone"),
    "failure-domain.kubernetes.io/region": Successor("never a label of nodes", "topology.kubernetes.io/region"),
    "failure-domain.kubernetes.io/zone": Successor("never a label of nodes", "topology.kubernetes.io/zone"),
    "app.kubernetes.io/created-by": Successor("deprecated since 1.9", "app.kubernetes.io/managed-by"),
    "scheduler.alpha.kubernetes.io/preferAvoidPods": Successor("deprecated since 1.22", "taints and tolerations"),
}
MASTER = "node-role.kubernetes.io/master"
CONTROL_PLANE = "node-role.kubernetes.io/control-plane"

POD_ANNOTATIONS: Mapping[str, Successor] = {
    "scheduler.alpha.kubernetes.io/critical-pod": Successor("no effect since 1.16", "priorityClassName"),
    "scheduler.alpha.kubernetes.io/affinity": Successor("no effect any more", "affinity"),
    "scheduler.alpha.kubernetes.io/tolerations": Successor("no effect any more", "tolerations"),
    "scheduler.alpha.kubernetes.io/name": Successor("no effect any more", "schedulerName"),
    "security.alpha.kubernetes.io/sysctls": Successor("no effect since 1.11", "securityContext.sysctls"),
    "security.alpha.kubernetes.io/unsafe-sysctls": Successor("no effect since 1.11", "securityContext.sysctls"),
    "pod.alpha.kubernetes.io/init-containers": Successor("no effect since 1.8", "initContainers"),
    "pod.beta.kubernetes.io/init-containers": Successor("no effect since 1.8", "initContainers"),
    "pod.beta.kubernetes.io/hostname": Successor("no effect any more", "hostname"),
    "pod.beta.kubernetes.io/subdomain": Successor("no effect any more", "subdomain"),
    "pod.alpha.kubernetes.io/initialized": Successor("no effect since 1.8", "nothing: take it out"),
    "seccomp.security.alpha.kubernetes.io/pod": Successor("no effect since 1.27", "securityContext.seccompProfile"),
}
"""Annotations of pods."""
SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod"
SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/"
APPARMOR_CONTAINER = "container.apparmor.security.beta.kubernetes.io/"

ANNOTATIONS: Mapping[tuple[str, str], Successor] = {
    ("PersistentVolume", "volume.beta.kubernetes.io/storage-class"): Successor(
        "deprecated since 1.8", "storageClassName"
    ),
    ("PersistentVolume", "volume.beta.kubernetes.io/mount-options"): Successor("deprecated since 1.31", "mountOptions"),
    ("PersistentVolumeClaim", "volume.beta.kubernetes.io/storage-class"): Successor(
        "deprecated since 1.8", "storageClassName"
    ),
    ("PersistentVolumeClaim", "volume.alpha.kubernetes.io/storage-class"): Successor(
        "no effect any more", "storageClassName"
    ),
    ("StorageClass", "storageclass.beta.kubernetes.io/is-default-class"): Successor(
        "deprecated since 1.6", "the annotation storageclass.kubernetes.io/is-default-class"
    ),
    ("Service", "service.alpha.kubernetes.io/tolerate-unready-endpoints"): Successor(
        "no effect since 1.24", "publishNotReadyAddresses"
    ),
    ("Service", "service.kubernetes.io/topology-aware-hints"): Successor(
        "deprecated since 1.27", "the annotation service.kubernetes.io/topology-mode"
    ),
    ("ServiceAccount", "kubernetes.io/enforce-mountable-secrets"): Successor(
        "deprecated since 1.32", "separate namespaces for separate secrets"
    ),
    ("Ingress", "kubernetes.io/ingress.class"): Successor("deprecated since 1.18", "ingressClassName"),
}
"""Annotations of objects, by kind."""


class RetiredVolume(NamedTuple):
    """A kind of volume that Kubernetes mounts no more by itself."""

    minor: int
    """The first minor version without it."""
    driver: str = ""
    """The CSI driver that takes its place without a change of the object; empty where none does."""


VOLUMES: Mapping[str, RetiredVolume] = {
    "photonPersistentDisk": RetiredVolume(16),
    "scaleIO": RetiredVolume(22),
    "flocker": RetiredVolume(25),
    "quobyte": RetiredVolume(25),
    "storageos": RetiredVolume(25),
    "glusterfs": RetiredVolume(26),
    "cephfs": RetiredVolume(31),
    "rbd": RetiredVolume(31),
    "gitRepo": RetiredVolume(33),
    "awsElasticBlockStore": RetiredVolume(27, "ebs.csi.aws.com"),
    "azureDisk": RetiredVolume(27, "disk.csi.azure.com"),
    "azureFile": RetiredVolume(30, "file.csi.azure.com"),
    "cinder": RetiredVolume(26, "cinder.csi.openstack.org"),
    "gcePersistentDisk": RetiredVolume(28, "pd.csi.storage.gke.io"),
    "vsphereVolume": RetiredVolume(30, "csi.vsphere.vmware.com"),
}
"""By the field of a volume."""

PROVISIONERS: Mapping[str, RetiredVolume] = {
    "kubernetes.io/photon-pd": VOLUMES["photonPersistentDisk"],
    "kubernetes.io/scaleio": VOLUMES["scaleIO"],
    "kubernetes.io/quobyte": VOLUMES["quobyte"],
    "kubernetes.io/storageos": VOLUMES["storageos"],
    "kubernetes.io/flocker": VOLUMES["flocker"],
    "kubernetes.io/glusterfs": VOLUMES["glusterfs"],
    "kubernetes.io/rbd": VOLUMES["rbd"],
    "kubernetes.io/aws-ebs": VOLUMES["awsElasticBlockStore"],
    "kubernetes.io/azure-disk": VOLUMES["azureDisk"],
    "kubernetes.io/azure-file": VOLUMES["azureFile"],
    "kubernetes.io/cinder": VOLUMES["cinder"],
    "kubernetes.io/gce-pd": VOLUMES["gcePersistentDisk"],
    "kubernetes.io/vsphere-volume": VOLUMES["vsphereVolume"],
}
"""By the `provisioner` of a StorageClass."""


@dataclass(frozen=True)
class NodeLabel:
    """A label of nodes that something asks for."""

    resource: Resource
    field: _Field
    """Where it stands in its object."""
    key: str
    required: bool
    """Whether a pod waits for ever where no node has it."""


def node_labels(pod: Pod) -> Iterator[NodeLabel]:
    """The labels of nodes that a pod asks for, or is spread by."""
    spec: _Field = (*pod.path, "spec")
    for key in mapping(pod.spec, "nodeSelector"):
        yield NodeLabel(pod.resource, (*spec, "nodeSelector", key), key, required=True)
    affinity: _Field = (*spec, "affinity")
    required = ("nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
    terms = listed(pod.spec, "affinity", *required)
    for index, term in enumerate(terms):
        yield from _expressions(pod.resource, term, (*affinity, *required, index), required=len(terms) == 1)
    preferred = ("nodeAffinity", "preferredDuringSchedulingIgnoredDuringExecution")
    for index, term in enumerate(listed(pod.spec, "affinity", *preferred)):
        preference = (*affinity, *preferred, index, "preference")
        yield from _expressions(pod.resource, mapping(term, "preference"), preference, required=False)
    for index, constraint in enumerate(mappings(pod.spec, "topologySpreadConstraints")):
        hard = constraint.get("whenUnsatisfiable") != "ScheduleAnyway"
        place: _Field = (*spec, "topologySpreadConstraints", index, "topologyKey")
        yield NodeLabel(pod.resource, place, text(constraint, "topologyKey"), required=hard)
    for kind in ("podAffinity", "podAntiAffinity"):
        hard_terms = "requiredDuringSchedulingIgnoredDuringExecution"
        for index, term in enumerate(mappings(pod.spec, "affinity", kind, hard_terms)):
            place = (*affinity, kind, hard_terms, index, "topologyKey")
            yield NodeLabel(pod.resource, place, text(term, "topologyKey"), required=kind == "podAffinity")
        soft_terms = "preferredDuringSchedulingIgnoredDuringExecution"
        for index, term in enumerate(mappings(pod.spec, "affinity", kind, soft_terms)):
            place = (*affinity, kind, soft_terms, index, "podAffinityTerm", "topologyKey")
            yield NodeLabel(pod.resource, place, text(mapping(term, "podAffinityTerm"), "topologyKey"), required=False)


def node_labels_beside_pods(resource: Resource) -> Iterator[NodeLabel]:
    """The labels of nodes that volumes, their classes and runtime classes ask for."""
    match resource.kind:
        case "PersistentVolume":
            field = ("spec", "nodeAffinity", "required", "nodeSelectorTerms")
            for index, term in enumerate(listed(resource.document, *field)):
                yield from _expressions(resource, term, (*field, index), required=True)
        case "StorageClass":
            for index, term in enumerate(listed(resource.document, "allowedTopologies")):
                place = ("allowedTopologies", index)
                for inner, expression in enumerate(mappings(term, "matchLabelExpressions")):
                    field_of = (*place, "matchLabelExpressions", inner, "key")
                    yield NodeLabel(resource, field_of, text(expression, "key"), required=True)
        case "RuntimeClass":
            for key in mapping(resource.document, "scheduling", "nodeSelector"):
                yield NodeLabel(resource, ("scheduling", "nodeSelector", key), key, required=True)


def _expressions(resource: Resource, term: object, place: _Field, *, required: bool) -> Iterator[NodeLabel]:
    for index, expression in enumerate(mappings(term, "matchExpressions")):
        wants = required and expression.get("operator") not in ("NotIn", "DoesNotExist")
        yield NodeLabel(resource, (*place, "matchExpressions", index, "key"), text(expression, "key"), required=wants)
