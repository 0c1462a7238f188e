"""Why a version of Kubernetes has no schema of a kind: gone, still to come, misspelt, or a custom resource."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from constructs_lib.kubernetes.nearest import did_you_mean
from plainsail.schemas.versions import minor_of

_FOLDER = "imports/crds"
_CUTOFF_OF_CUSTOM = 0.9


class Removal(NamedTuple):
    """The end of one kind in one API version."""

    minor: int
    """The first version without it: 25 stands for 1.25."""
    successor: str
    """The API version to use, or words where there is none."""


# From the deprecation guide of Kubernetes' own documentation; from 1.25 on held against the schemas by a test. Alphas,
# which come and go with any version and are off unless a cluster turns them on, are not listed.
_REMOVED: Sequence[tuple[str, int, str, str]] = (
    ("admissionregistration.k8s.io/v1beta1", 22, "MutatingWebhookConfiguration ValidatingWebhookConfiguration", ""),
    ("admissionregistration.k8s.io/v1beta1", 34, "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding", ""),
    ("apps/v1beta1", 16, "ControllerRevision Deployment StatefulSet", ""),
    ("apps/v1beta2", 16, "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet", ""),
    ("autoscaling/v2beta1", 25, "HorizontalPodAutoscaler", "autoscaling/v2"),
    ("autoscaling/v2beta2", 26, "HorizontalPodAutoscaler", "autoscaling/v2"),
    ("batch/v1beta1", 25, "CronJob", ""),
    ("batch/v2alpha1", 21, "CronJob", ""),
    ("certificates.k8s.io/v1beta1", 22, "CertificateSigningRequest", ""),
    ("coordination.k8s.io/v1beta1", 22, "Lease", ""),
    ("discovery.k8s.io/v1beta1", 25, "EndpointSlice", ""),
    ("events.k8s.io/v1beta1", 25, "Event", ""),
    ("apiextensions.k8s.io/v1beta1", 22, "CustomResourceDefinition", ""),
    ("apiregistration.k8s.io/v1beta1", 22, "APIService", ""),
    ("extensions/v1beta1", 16, "DaemonSet Deployment ReplicaSet", "apps/v1"),
    ("extensions/v1beta1", 22, "Ingress", "networking.k8s.io/v1"),
    ("extensions/v1beta1", 16, "NetworkPolicy", "networking.k8s.io/v1"),
    ("extensions/v1beta1", 16, "PodSecurityPolicy", "Pod Security labels on the Namespace"),
    ("flowcontrol.apiserver.k8s.io/v1beta1", 26, "FlowSchema PriorityLevelConfiguration", ""),
    ("flowcontrol.apiserver.k8s.io/v1beta2", 29, "FlowSchema PriorityLevelConfiguration", ""),
    ("flowcontrol.apiserver.k8s.io/v1beta3", 32, "FlowSchema PriorityLevelConfiguration", ""),
    ("networking.k8s.io/v1beta1", 22, "Ingress IngressClass", ""),
    ("networking.k8s.io/v1beta1", 37, "IPAddress ServiceCIDR", ""),
    ("node.k8s.io/v1beta1", 25, "RuntimeClass", ""),
    ("policy/v1beta1", 25, "PodDisruptionBudget", ""),
    ("policy/v1beta1", 25, "PodSecurityPolicy", "Pod Security labels on the Namespace"),
    ("rbac.authorization.k8s.io/v1beta1", 22, "ClusterRole ClusterRoleBinding Role RoleBinding", ""),
    ("scheduling.k8s.io/v1beta1", 22, "PriorityClass", ""),
    ("storage.k8s.io/v1beta1", 22, "CSIDriver CSINode StorageClass VolumeAttachment", ""),
    ("storage.k8s.io/v1beta1", 27, "CSIStorageCapacity", ""),
    ("storage.k8s.io/v1beta1", 37, "VolumeAttributesClass", ""),
)
"""API version, the first minor version without it, kinds, and what to use where that is not the group's v1."""
_REMOVALS = {
    (api_version, kind): Removal(minor, successor or f"{api_version.rpartition('/')[0]}/v1")
    for api_version, minor, kinds, successor in _REMOVED
    for kind in kinds.split()
}


def removal_of(api_version: str, kind: str) -> Removal | None:
    """When a kind goes, or went, in an API version; None where no end of it is known."""
    return _REMOVALS.get((api_version, kind))


def is_removed(api_version: str, kind: str, kubernetes_version: str) -> bool:
    """Whether a version of Kubernetes is without the kind in this API version.

    >>> is_removed("policy/v1beta1", "PodDisruptionBudget", "1.25")
    True
    """
    removal = removal_of(api_version, kind)
    return removal is not None and removal.minor <= minor_of(kubernetes_version)


class NoSchema(Exception):
    """A kind that nothing is known of: the message says what is so, `fix` what to do.

    `removed` tells that Kubernetes once had it, `foreign` that it is somebody's own, and so may well exist.
    """

    def __init__(self, message: str, fix: str, *, removed: bool = False, foreign: bool = False) -> None:
        super().__init__(message)
        self.message, self.fix, self.removed, self.foreign = message, fix, removed, foreign


def not_served(group: str, version: str, served: list[str]) -> NoSchema:
    """A custom resource in a version that its definition does not have."""
    has = " and ".join(served) or "no version"
    return NoSchema(
        f"its CustomResourceDefinition has {has}, not {version}",
        f"write `apiVersion: {group}/{served[0]}`, or put the definition that has {version} into {_FOLDER}/{group}.yaml"
        if served
        else f"put a definition that has {version} into {_FOLDER}/{group}.yaml",
    )


def unusable(group: str) -> NoSchema:
    """A custom resource whose definition is broken itself."""
    return NoSchema(
        "its CustomResourceDefinition is broken, so no schema can judge it",
        f"correct the definition, here or in {_FOLDER}/{group}.yaml",
    )


def unknown(minor: int, api_version: str, kind: str, defined: Collection[str] = ()) -> NoSchema:
    """A kind that is neither one of Kubernetes nor of the project's definitions, which have `defined` in its group."""
    return (
        _of_another_version(minor, api_version, kind)
        or _misspelt(minor, api_version, kind, defined)
        or _custom(minor, api_version, kind)
    )


def _of_another_version(minor: int, api_version: str, kind: str) -> NoSchema | None:
    from plainsail.schemas import core_schemas

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


def _misspelt(minor: int, api_version: str, kind: str, defined: Collection[str]) -> NoSchema | None:
    from plainsail.schemas import core_schemas

    # ApplicationSet is no slip of Application: a custom kind means another only where one letter or two differ.
    of_custom = get_close_matches(kind, sorted(defined), n=1, cutoff=_CUTOFF_OF_CUSTOM)
    if near := did_you_mean(kind, of_custom or core_schemas.kinds(minor, api_version)):
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
        "bring its CustomResourceDefinition (`plainsail crds add FILE`), or say --ignore-missing-schemas",
        foreign=True,
    )
