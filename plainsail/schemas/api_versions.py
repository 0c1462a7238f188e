"""Why a version of Kubernetes has no schema of a kind: gone, still to come, misspelt, or a custom resource."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.errors import ProjectError
from plainsail.schemas import core_schemas

_FOLDER = "imports/crds"


def minor_of(kubernetes_version: str) -> int:
    """The minor number of a version. Raises `ProjectError` for what is none.

    >>> [minor_of("1.35"), minor_of("v1.35"), minor_of("1.35.3"), minor_of("v1.35.3-eks-1a2b3c")]
    [35, 35, 35, 35]
    """
    match = re.fullmatch(r"v?1\.(\d{1,3})(\.\d.*)?", kubernetes_version.strip(), re.ASCII)
    if match is None:
        raise ProjectError(f"{kubernetes_version!r} is no version of Kubernetes; write it as in 1.35")
    return int(match[1])


class Removal(NamedTuple):
    """The end of one kind in one API version."""

    minor: int
    """The first version without it: 25 stands for 1.25."""
    successor: str
    """The API version to use, or words where there is none."""


# From the deprecation guide of Kubernetes' own documentation; from 1.25 on held against the schemas by a test. Alphas,
# which come and go with any version and are off unless a cluster turns them on, are not listed.
_REMOVALS: Mapping[str, Mapping[str, Removal]] = {
    "admissionregistration.k8s.io/v1beta1": {
        "MutatingWebhookConfiguration": Removal(22, "admissionregistration.k8s.io/v1"),
        "ValidatingWebhookConfiguration": Removal(22, "admissionregistration.k8s.io/v1"),
        "ValidatingAdmissionPolicy": Removal(34, "admissionregistration.k8s.io/v1"),
        "ValidatingAdmissionPolicyBinding": Removal(34, "admissionregistration.k8s.io/v1"),
    },
    "apps/v1beta1": dict.fromkeys(("ControllerRevision", "Deployment", "StatefulSet"), Removal(16, "apps/v1")),
    "apps/v1beta2": dict.fromkeys(
        ("ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"), Removal(16, "apps/v1")
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
    return _REMOVALS.get(api_version, {}).get(kind)


def is_removed(api_version: str, kind: str, kubernetes_version: str) -> bool:
    """Whether a version of Kubernetes is without the kind in this API version.

    >>> is_removed("policy/v1beta1", "PodDisruptionBudget", "1.25")
    True
    """
    removal = removal_of(api_version, kind)
    return removal is not None and removal.minor <= minor_of(kubernetes_version)


class NoSchema(Exception):
    """A kind that nothing is known of: the message says what is so, `fix` what to do.

    `removed` tells that Kubernetes once had it.
    """

    def __init__(self, message: str, fix: str, *, removed: bool = False) -> None:
        super().__init__(message)
        self.message, self.fix, self.removed = message, fix, removed


def not_served(group: str, version: str, served: list[str]) -> NoSchema:
    """A custom resource in a version that its definition does not have."""
    has = " and ".join(served) or "no version"
    return NoSchema(
        f"its CustomResourceDefinition has {has}, not {version}",
        f"write `apiVersion: {group}/{served[0]}`, or put the definition that has {version} into {_FOLDER}/{group}.yaml"
        if served
        else f"put a definition that has {version} into {_FOLDER}/{group}.yaml",
    )


def unknown(minor: int, api_version: str, kind: str) -> NoSchema:
    """A kind that is neither one of Kubernetes nor of the project's definitions."""
    return (
        _of_another_version(minor, api_version, kind)
        or _misspelt(minor, api_version, kind)
        or _custom(minor, api_version, kind)
    )


def _of_another_version(minor: int, api_version: str, kind: str) -> NoSchema | None:
    if is_removed(api_version, kind, f"1.{minor}"):
        return NoSchema(f"Kubernetes 1.{minor} has no {api_version} any more", "see removed-api-version", removed=True)
    known = [other for other in core_schemas.minors() if core_schemas.has(other, api_version, kind)]
    if not known:
        return None
    if known[0] > minor:
        message = f"Kubernetes 1.{minor} has no {kind} in {api_version} yet; it came with 1.{known[0]}"
        return NoSchema(message, "use another API version of it, or wait for that version")
    message = f"Kubernetes 1.{minor} has no {kind} in {api_version} any more; 1.{known[-1]} was the last with it"
    return NoSchema(message, "use what took its place", removed=True)


def _misspelt(minor: int, api_version: str, kind: str) -> NoSchema | None:
    if near := did_you_mean(kind, core_schemas.kinds(minor, api_version)):
        return NoSchema(f"{kind} is no kind of {api_version}{near}", "correct `kind`")
    group = api_version.rpartition("/")[0]
    others = core_schemas.api_versions(minor, kind)
    # Another group may well have a kind of the same name, but no group without a dot is somebody's own.
    same = [other for other in others if other.rpartition("/")[0] == group] or ([] if "." in group else others)
    if same:
        return NoSchema(f"{api_version} has no {kind}; {' and '.join(same)} has", f"write `apiVersion: {same[-1]}`")
    return None


def _custom(minor: int, api_version: str, kind: str) -> NoSchema:
    group, _, _ = api_version.rpartition("/")
    if "." not in group:
        return NoSchema(f"Kubernetes 1.{minor} has no {kind} in {api_version}", "correct `apiVersion` or `kind`")
    return NoSchema(
        f"nothing is known of {kind} in {api_version}, so no schema can judge it",
        f"put its CustomResourceDefinition into {_FOLDER}/{group}.yaml, or say --ignore-missing-schemas",
    )
