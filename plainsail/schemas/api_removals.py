"""API versions that Kubernetes stopped, or will stop, serving: when, and what comes instead.

From the deprecation guide of Kubernetes' own documentation; from 1.25 on held against the schemas by a test. Alphas,
which come and go with any version and are off unless a cluster turns them on, are not listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from plainsail.schemas.versions import minor_of


class Removal(NamedTuple):
    """The end of one kind in one API version."""

    minor: int
    """The first version without it: 25 stands for 1.25."""
    successor: str
    """The API version to use, or words where there is none."""


_KINDS: Mapping[str, Mapping[str, Removal]] = {
    "admissionregistration.k8s.io/v1beta1": {
        "MutatingWebhookConfiguration": Removal(22, "admissionregistration.k8s.io/v1"),
        "ValidatingWebhookConfiguration": Removal(22, "admissionregistration.k8s.io/v1"),
        "ValidatingAdmissionPolicy": Removal(34, "admissionregistration.k8s.io/v1"),
        "ValidatingAdmissionPolicyBinding": Removal(34, "admissionregistration.k8s.io/v1"),
    },
    "apps/v1beta1": dict.fromkeys(
        ("ControllerRevision", "Deployment", "StatefulSet"),
        Removal(16, "apps/v1"),
    ),
    "apps/v1beta2": dict.fromkeys(
        ("ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"),
        Removal(16, "apps/v1"),
    ),
    "autoscaling/v2beta1": {"HorizontalPodAutoscaler": Removal(25, "autoscaling/v2")},
    "autoscaling/v2beta2": {"HorizontalPodAutoscaler": Removal(26, "autoscaling/v2")},
    "batch/v1beta1": {"CronJob": Removal(25, "batch/v1")},
    "batch/v2alpha1": {"CronJob": Removal(21, "batch/v1")},
    "certificates.k8s.io/v1beta1": {"CertificateSigningRequest": Removal(22, "certificates.k8s.io/v1")},
    "coordination.k8s.io/v1beta1": {"Lease": Removal(22, "coordination.k8s.io/v1")},
    "discovery.k8s.io/v1beta1": {"EndpointSlice": Removal(25, "discovery.k8s.io/v1")},
    "events.k8s.io/v1beta1": {"Event": Removal(25, "events.k8s.io/v1")},
    "apiextensions.k8s.io/v1beta1": {"CustomResourceDefinition": Removal(22, "apiextensions.k8s.io/v1")},
    "apiregistration.k8s.io/v1beta1": {"APIService": Removal(22, "apiregistration.k8s.io/v1")},
    "extensions/v1beta1": {
        "DaemonSet": Removal(16, "apps/v1"),
        "Deployment": Removal(16, "apps/v1"),
        "Ingress": Removal(22, "networking.k8s.io/v1"),
        "NetworkPolicy": Removal(16, "networking.k8s.io/v1"),
        "PodSecurityPolicy": Removal(16, "Pod Security labels on the Namespace"),
        "ReplicaSet": Removal(16, "apps/v1"),
    },
    "flowcontrol.apiserver.k8s.io/v1beta1": dict.fromkeys(
        ("FlowSchema", "PriorityLevelConfiguration"), Removal(26, "flowcontrol.apiserver.k8s.io/v1")
    ),
    "flowcontrol.apiserver.k8s.io/v1beta2": dict.fromkeys(
        ("FlowSchema", "PriorityLevelConfiguration"), Removal(29, "flowcontrol.apiserver.k8s.io/v1")
    ),
    "flowcontrol.apiserver.k8s.io/v1beta3": dict.fromkeys(
        ("FlowSchema", "PriorityLevelConfiguration"), Removal(32, "flowcontrol.apiserver.k8s.io/v1")
    ),
    "networking.k8s.io/v1beta1": {
        "Ingress": Removal(22, "networking.k8s.io/v1"),
        "IngressClass": Removal(22, "networking.k8s.io/v1"),
        "IPAddress": Removal(37, "networking.k8s.io/v1"),
        "ServiceCIDR": Removal(37, "networking.k8s.io/v1"),
    },
    "node.k8s.io/v1beta1": {"RuntimeClass": Removal(25, "node.k8s.io/v1")},
    "policy/v1beta1": {
        "PodDisruptionBudget": Removal(25, "policy/v1"),
        "PodSecurityPolicy": Removal(25, "Pod Security labels on the Namespace"),
    },
    "rbac.authorization.k8s.io/v1beta1": dict.fromkeys(
        ("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"), Removal(22, "rbac.authorization.k8s.io/v1")
    ),
    "scheduling.k8s.io/v1beta1": {"PriorityClass": Removal(22, "scheduling.k8s.io/v1")},
    "storage.k8s.io/v1beta1": {
        "CSIDriver": Removal(22, "storage.k8s.io/v1"),
        "CSINode": Removal(22, "storage.k8s.io/v1"),
        "CSIStorageCapacity": Removal(27, "storage.k8s.io/v1"),
        "StorageClass": Removal(22, "storage.k8s.io/v1"),
        "VolumeAttachment": Removal(22, "storage.k8s.io/v1"),
        "VolumeAttributesClass": Removal(37, "storage.k8s.io/v1"),
    },
}


def removal_of(api_version: str, kind: str) -> Removal | None:
    """When a kind goes, or went, in an API version; None where no end of it is known."""
    return _KINDS.get(api_version, {}).get(kind)


def is_removed(api_version: str, kind: str, kubernetes_version: str) -> bool:
    """Whether a version of Kubernetes is without the kind in this API version.

    >>> is_removed("policy/v1beta1", "PodDisruptionBudget", "1.25")
    True
    """
    removal = removal_of(api_version, kind)
    return removal is not None and removal.minor <= minor_of(kubernetes_version)
