"""An image comes from a registry that is frozen, or that is being shut down.

Why: the registry gets no more security fixes, and one day the image cannot be pulled: new nodes cannot start the pod.
Fix: take the image from where its makers publish it now, as the message says, or keep a copy of your own.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from constructs_lib.kubernetes.images import Reference
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.images import containers_with_image
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"


class _Move(NamedTuple):
    what: str
    successor: str
    severity: Severity | None = None


_FROZEN = _Move("is frozen since April 2023 and will be taken down", "registry.k8s.io")
_GONE: Mapping[str, _Move] = {
    "k8s.gcr.io": _FROZEN,
    "gcr.io/google_containers": _FROZEN,
    "gcr.io/google-containers": _FROZEN,
    "gcr.io/kubebuilder": _Move("was shut down in March 2025", "registry.k8s.io/kubebuilder"),
    "docker.io/bitnami": _Move("lost its versions in September 2025", "docker.io/bitnamilegacy (no more fixes)"),
    "docker.io/bitnamilegacy": _Move("gets no more fixes, and may be removed", "an image that is maintained", "info"),
    "docker.pkg.github.com": _Move("is replaced by another registry", "ghcr.io", "info"),
    "registry.opensource.zalan.do": _Move("is being shut down since May 2026", "ghcr.io/zalando"),
}
"""By registry, or by registry and the first part of the repository."""
_STAYED = frozenset({"bitnami/minideb", "bitnami/sealed-secrets-controller", "bitnami/sealed-secrets-kubeseal"})


def check(manifests: Manifests) -> Iterator[Finding]:
    for container, image in containers_with_image(manifests):
        if gone := _gone(image):
            place, move = gone
            message = f"{place} {move.what}; use {move.successor}"
            yield Finding(container.where("image"), message, severity=move.severity)


def _gone(image: Reference) -> tuple[str, _Move] | None:
    if image.registry == "docker.io" and image.repository in _STAYED:
        return None
    first, slash, _ = image.repository.partition("/")
    for place in (image.registry, f"{image.registry}/{first}" if slash else ""):
        if place in _GONE:
            return place, _GONE[place]
    return None
