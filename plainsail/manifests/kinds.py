"""What is known of kinds: the API group of each, whether it lives in a namespace, who brought it along."""

from collections.abc import Mapping

from constructs_lib.kubernetes.objects import Key
from constructs_lib.kubernetes.scopes import CLUSTER_SCOPED

GROUPS: Mapping[str, str] = {
    "AppProject": "argoproj.io",
    "Application": "argoproj.io",
    "ClusterExternalSecret": "external-secrets.io",
    "ClusterRole": "rbac.authorization.k8s.io",
    "ClusterRoleBinding": "rbac.authorization.k8s.io",
    "ClusterSecretStore": "external-secrets.io",
    "ConfigMap": "",
    "CronJob": "batch",
    "CustomResourceDefinition": "apiextensions.k8s.io",
    "DaemonSet": "apps",
    "Deployment": "apps",
    "ExternalSecret": "external-secrets.io",
    "HorizontalPodAutoscaler": "autoscaling",
    "Ingress": "networking.k8s.io",
    "IngressClass": "networking.k8s.io",
    "Job": "batch",
    "LimitRange": "",
    "Namespace": "",
    "NetworkPolicy": "networking.k8s.io",
    "PersistentVolumeClaim": "",
    "Pod": "",
    "PodDisruptionBudget": "policy",
    "PodTemplate": "",
    "PriorityClass": "scheduling.k8s.io",
    "ReplicaSet": "apps",
    "ReplicationController": "",
    "ResourceQuota": "",
    "Role": "rbac.authorization.k8s.io",
    "RoleBinding": "rbac.authorization.k8s.io",
    "Secret": "",
    "SecretStore": "external-secrets.io",
    "Service": "",
    "ServiceAccount": "",
    "StatefulSet": "apps",
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
