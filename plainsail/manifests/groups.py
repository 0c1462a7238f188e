"""The API group of each kind that the tool asks for: a Service of Knative is no Service."""

from __future__ import annotations

from collections.abc import Mapping

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
