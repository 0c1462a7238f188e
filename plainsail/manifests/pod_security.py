"""The Pod Security Standards: which level a pod's namespace enforces, and how grave it is to break a rule of them.

Where the namespace enforces the rule's level, the API server refuses the pod: an error. Elsewhere it is hardening,
but for what hands over the whole node, which only agents of the node (DaemonSets) and the cluster's own pods need.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from plainsail.findings.finding import Finding, Severity
from plainsail.location import Location
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container, Pod
from plainsail.manifests.resource import Resource

Level = Literal["privileged", "baseline", "restricted"]
"""From the laxest to the strictest."""

_LEVELS: tuple[Level, ...] = ("privileged", "baseline", "restricted")
_LABEL = "pod-security.kubernetes.io/enforce"
_VERSION_LABEL = "pod-security.kubernetes.io/enforce-version"
_SYSTEM_NAMESPACES = ("kube-system", "kube-node-lease", "kube-public")
_SETTINGS = ("patches", "objects")
"""Constructs render pods that break no rule: what breaks one came in beside them."""


class Policy(NamedTuple):
    """What a pod's namespace enforces."""

    level: Level | None
    """None where nobody says it."""
    version: tuple[int, int]
    """The version of Kubernetes whose rules count."""


def policy_of(manifests: Manifests, pod: Pod) -> Policy:
    """The policy that the API server holds against a pod."""
    namespace = manifests.sibling(pod.resource, "Namespace", pod.resource.namespace or "default")
    labels = _labels(namespace)
    level = next((level for level in _LEVELS if level == labels.get(_LABEL)), None)
    version = labels.get(_VERSION_LABEL, "latest").removeprefix("v")
    return Policy(level, _version(version) or _version(pod.resource.kubernetes_version) or (1, 0))


def violation(
    manifests: Manifests,
    pod: Pod,
    where: Location,
    message: str,
    *,
    level: Level,
    dangerous: bool = False,
    settings: tuple[str, ...] = (),
) -> Finding:
    """A finding on a pod that breaks a rule of a level; `dangerous` is what hands over the whole node."""
    enforced = policy_of(manifests, pod).level
    if enforced is not None and _LEVELS.index(level) <= _LEVELS.index(enforced):
        message = f"{message}; the namespace enforces {enforced} and refuses the pod"
        return _finding(where, message, settings, "error")
    return _finding(where, message, settings, _severity(pod, enforced, dangerous=dangerous))


def security_contexts(pod: Pod) -> Iterator[tuple[dict[str, Any], Location]]:
    """The `securityContext` of the pod, and of each container that has one, each with where it stands."""
    owners: tuple[Pod | Container, ...] = (pod, *pod.containers)
    for owner in owners:
        if owner.security:
            yield owner.security, owner.where("securityContext")


def effective(container: Container, name: str) -> object:
    """A field of the container's `securityContext`, else of the pod's, as the kubelet has it."""
    own: object = container.security.get(name)
    return container.pod.security.get(name) if own is None else own


def is_windows(pod: Pod) -> bool:
    """Whether the pod says that it runs on Windows, where the rules of Linux mean nothing (Kubernetes 1.25)."""
    named: bool = pod.spec.get("os", {}).get("name") == "windows"
    return named


def has_own_users(pod: Pod) -> bool:
    """Whether the pod's users are none of the node's (`hostUsers: false`)."""
    return pod.spec.get("hostUsers") is False


def _finding(where: Location, message: str, settings: tuple[str, ...], severity: Severity) -> Finding:
    return Finding(where=where, message=message, setting=(*settings, *_SETTINGS), severity=severity)


def _severity(pod: Pod, enforced: Level | None, *, dangerous: bool) -> Severity:
    if dangerous and not pod.resource.is_a("DaemonSet") and pod.resource.namespace not in _SYSTEM_NAMESPACES:
        return "warning"
    # Nobody rendered the namespace of our own pods: it may enforce any level, tomorrow if not today.
    return "warning" if pod.resource.environment and enforced is None else "info"


def _labels(namespace: Resource | None) -> dict[str, str]:
    labels = namespace.document["metadata"].get("labels") if namespace else None
    return labels if isinstance(labels, dict) else {}


def _version(text: str) -> tuple[int, int] | None:
    """Major and minor; None for `latest`.

    >>> _version("1.35")
    (1, 35)
    """
    major, _, minor = text.partition(".")
    return (int(major), int(minor)) if major.isdigit() and minor.isdigit() else None
