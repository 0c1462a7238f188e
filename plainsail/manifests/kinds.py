"""What is known of kinds: the API group of each, whether it lives in a namespace, who brought it along."""

from collections.abc import Mapping

from constructs_lib.kubernetes.nearest import did_you_mean
from constructs_lib.kubernetes.objects import Key
from constructs_lib.kubernetes.scopes import CLUSTER_SCOPED

GROUPS: Mapping[str, str] = {
    "APIService": "apiregistration.k8s.io",
    "AppProject": "argoproj.io",
    "Application": "argoproj.io",
    "CSIDriver": "storage.k8s.io",
    "ClusterExternalSecret": "external-secrets.io",
    "ClusterRole": "rbac.authorization.k8s.io",
    "ClusterRoleBinding": "rbac.authorization.k8s.io",
    "ClusterSecretStore": "external-secrets.io",
    "ConfigMap": "",
    "ControllerRevision": "apps",
    "CronJob": "batch",
    "CustomResourceDefinition": "apiextensions.k8s.io",
    "DaemonSet": "apps",
    "Deployment": "apps",
    "EndpointSlice": "discovery.k8s.io",
    "Endpoints": "",
    "ExternalSecret": "external-secrets.io",
    "FlowSchema": "flowcontrol.apiserver.k8s.io",
    "GRPCRoute": "gateway.networking.k8s.io",
    "GitRepository": "source.toolkit.fluxcd.io",
    "HTTPRoute": "gateway.networking.k8s.io",
    "HorizontalPodAutoscaler": "autoscaling",
    "Ingress": "networking.k8s.io",
    "IngressClass": "networking.k8s.io",
    "Job": "batch",
    "Lease": "coordination.k8s.io",
    "Kustomization": "kustomize.toolkit.fluxcd.io",
    "LimitRange": "",
    "MutatingWebhookConfiguration": "admissionregistration.k8s.io",
    "Namespace": "",
    "NetworkPolicy": "networking.k8s.io",
    "PersistentVolume": "",
    "PersistentVolumeClaim": "",
    "Pod": "",
    "PodDisruptionBudget": "policy",
    "PodTemplate": "",
    "PriorityClass": "scheduling.k8s.io",
    "PriorityLevelConfiguration": "flowcontrol.apiserver.k8s.io",
    "ReplicaSet": "apps",
    "ReplicationController": "",
    "ResourceQuota": "",
    "Role": "rbac.authorization.k8s.io",
    "RoleBinding": "rbac.authorization.k8s.io",
    "RuntimeClass": "node.k8s.io",
    "Secret": "",
    "SecretStore": "external-secrets.io",
    "Service": "",
    "ServiceAccount": "",
    "StatefulSet": "apps",
    "StorageClass": "storage.k8s.io",
    "ValidatingAdmissionPolicy": "admissionregistration.k8s.io",
    "ValidatingAdmissionPolicyBinding": "admissionregistration.k8s.io",
    "ValidatingWebhookConfiguration": "admissionregistration.k8s.io",
}
"""The API group of each kind that checks ask for: a Service of Knative is no Service."""

SYSTEM_NAMESPACES = ("kube-node-lease", "kube-public", "kube-system")
"""The namespaces of Kubernetes' own."""
OF_EVERY_CLUSTER = ("default", *SYSTEM_NAMESPACES)
"""The namespaces that nobody has to make."""

SCALED = ("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet")
"""What an autoscaler scales, a drain evicts and a budget counts: pods of DaemonSets stay, those of jobs end."""
RUNNING = ("Deployment", "StatefulSet", "DaemonSet")
"""What keeps its pods running, and replaces them when their template changes."""


def group_of(kind: str) -> str:
    """The API group of a kind that checks may ask for by its name alone. Raises `TypeError` for another.

    >>> group_of("Deployment")
    'apps'
    """
    if kind in GROUPS:
        return GROUPS[kind]
    remedy = f"ask for a kind of an operator by its group: manifests.custom(group, {kind!r})"
    raise TypeError(f"the API group of kind {kind!r} is not known{did_you_mean(kind, GROUPS)}; {remedy}")


def is_custom(key: Key) -> bool:
    """Whether the object is of a kind that an operator brought along, of which the tree knows nothing more."""
    if "." not in key.group or key.group.endswith(".k8s.io"):
        return False
    return GROUPS.get(key.kind) != key.group or key.kind == "ClusterExternalSecret"  # it makes Secrets elsewhere


def is_namespaced(key: Key) -> bool:
    """Whether the object lives in a namespace; of a kind that is not known, whether it names one."""
    if key.kind in CLUSTER_SCOPED.get(key.group, ()):
        return False
    return key.namespace is not None or not is_custom(key)
