"""The Pod Security Standards: which level a pod's namespace enforces, and what pods and containers may do."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from plainsail.manifests.fields import digits
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container, Pod

Level = Literal["privileged", "baseline", "restricted"]
LEVELS: tuple[Level, ...] = ("privileged", "baseline", "restricted")
"""From the laxest to the strictest."""

ENFORCE = "pod-security.kubernetes.io/enforce"


class Policy(NamedTuple):
    """What a pod's namespace enforces."""

    level: Level | None
    """None where nobody says it."""
    version: tuple[int, int]
    """The version of Kubernetes whose rules count."""


def policy_of(manifests: Manifests, pod: Pod) -> Policy:
    """The policy that the API server holds against a pod."""
    namespace = manifests.sibling(pod.resource, "Namespace", pod.resource.namespace or "default")
    labels = namespace.labels if namespace else {}
    level = next((level for level in LEVELS if level == labels.get(ENFORCE)), None)
    version = labels.get(f"{ENFORCE}-version", "latest").removeprefix("v")
    return Policy(level, _version(version) or _version(pod.resource.kubernetes_version) or (1, 0))


def secured(pod: Pod) -> Iterator[Pod | Container]:
    """What has a `securityContext`: the pod, and each container with one of its own."""
    owners: tuple[Pod | Container, ...] = (pod, *pod.containers)
    yield from (owner for owner in owners if owner.security)


def effective(container: Container, name: str) -> object:
    """A field of the container's `securityContext`, else of the pod's, as the kubelet has it."""
    own: object = container.security.get(name)
    return container.pod.security.get(name) if own is None else own


def writable_mounts(container: Container) -> Iterator[str]:
    """Paths at which the container may write: those of volumes that are not files of the API server's."""
    read_only = {
        volume["name"]
        for volume in container.pod.spec.get("volumes", [])
        if {"configMap", "secret", "projected", "downwardAPI", "image"} & set(volume)
    }
    for mount in container.spec.get("volumeMounts", []):
        if not mount.get("readOnly") and mount["name"] not in read_only:
            yield mount["mountPath"]


def is_windows(pod: Pod) -> bool:
    """Whether the pod says that it runs on Windows, where the rules of Linux mean nothing (Kubernetes 1.25)."""
    named: bool = pod.spec.get("os", {}).get("name") == "windows"
    return named


def has_own_users(pod: Pod) -> bool:
    """Whether the pod's users are none of the node's (`hostUsers: false`)."""
    return pod.spec.get("hostUsers") is False


def _version(text: str) -> tuple[int, int] | None:
    """Major and minor; None for `latest`.

    >>> _version("1.35")
    (1, 35)
    """
    major, _, minor = text.partition(".")
    numbers = digits(major), digits(minor)
    return None if numbers[0] is None or numbers[1] is None else (numbers[0], numbers[1])
