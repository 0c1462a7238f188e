"""An annotation is one that Kubernetes reads no longer, or not for long.

Why: what it asked for does not happen, and nobody says so. An annotation that contradicts the field that took its
place is told by `invalid-object`: the API server refuses the pod.
Fix: use the field that the message names, and take the annotation out.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import graded
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.obsolete import (
    ANNOTATIONS,
    APPARMOR_CONTAINER,
    POD_ANNOTATIONS,
    SECCOMP_CONTAINER,
    SECCOMP_POD,
)
from plainsail.manifests.pods import Container, Pod
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "warning"

_SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict"
_EVICT_LIKE = frozenset(
    {
        "cluster-autoscaler.kubernetes.io/safe-to-eviction",
        "cluster-autoscaler.kubernetes.io/safeToEvict",
        "cluster-autoscaler.kubernetes.io/safe-evict",
        "cluster-autoscaler.kubernetes.io/safetoevict",
        "cluster-autoscaler.kubernetes.io/safe_to_evict",
        "cluster-autoscaler.kubernetes.io/save-to-evict",
        "cluster.autoscaler.kubernetes.io/safe-to-evict",
        "cluster-autoscaler.k8s.io/safe-to-evict",
        "cluster-autoscaler/safe-to-evict",
        "clusterautoscaler.kubernetes.io/safe-to-evict",
    }
)


def check(manifests: Manifests) -> Iterator[Finding]:
    for resource in manifests.resources:
        for name in resource.annotations:
            if obsolete := ANNOTATIONS.get((resource.kind, name)):
                # The class of an Ingress is still read by every controller.
                severity: Severity | None = "info" if resource.kind in ("Ingress", "StorageClass") else None
                message = f"{obsolete.since}; use {obsolete.use}"
                if not _is_said(resource, obsolete.use):
                    yield Finding(resource.where(("metadata", "annotations", name)), message, severity=severity)
    for pod in manifests.pods():
        for name, value in pod.annotations.items():
            yield from _of_pod(pod, name, value)


def _is_said(resource: Resource, use: str) -> bool:
    """Whether an Ingress says its class in the field as well; then the annotation is for old controllers."""
    return resource.kind == "Ingress" and use in resource.spec


def _of_pod(pod: Pod, name: str, value: str) -> Iterator[Finding]:
    where = pod.resource.where((*pod.path, "metadata", "annotations", name))
    if name == SECCOMP_POD:
        yield from _seccomp(where, value, pod.security.get("seccompProfile"))
    elif obsolete := POD_ANNOTATIONS.get(name):
        yield Finding(where, f"{obsolete.since}; use {obsolete.use}")
    elif name in _EVICT_LIKE:
        yield Finding(where, f"nobody reads it; did you mean {_SAFE_TO_EVICT}?")
    elif name == _SAFE_TO_EVICT and value not in ("true", "false"):
        yield Finding(where, f"'{value}' is neither true nor false, so that the autoscaler does not heed it")
    for container in pod.containers:
        if name == SECCOMP_CONTAINER + container.name:
            yield from _seccomp(where, value, container.security.get("seccompProfile"))
        elif name == APPARMOR_CONTAINER + container.name:
            yield from _apparmor(container, where, value)


def _apparmor(container: Container, where: Location, value: str) -> Iterator[Finding]:
    pod = container.pod
    profile = container.security.get("appArmorProfile") or pod.security.get("appArmorProfile")
    if profile is None:
        severity = graded(pod.resource, "warning")
        yield Finding(where, "deprecated since 1.30; use securityContext.appArmorProfile", severity=severity)


def _seccomp(where: Location, value: str, profile: dict[str, Any] | None) -> Iterator[Finding]:
    if profile is None:
        yield Finding(where, "no effect since 1.27; use securityContext.seccompProfile")
    elif _agrees(value, profile):
        yield Finding(where, "no effect since 1.27; securityContext.seccompProfile says the same", severity="info")


def _agrees(value: str, profile: dict[str, Any]) -> bool:
    match profile["type"]:
        case "Unconfined":
            return value == "unconfined"
        case "RuntimeDefault":
            return value in ("runtime/default", "docker/default")
        case "Localhost":
            return value == f"localhost/{profile.get('localhostProfile')}"
    return True
