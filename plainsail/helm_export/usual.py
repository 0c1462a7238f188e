"""What people always want to change, whether environments differ in it or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from constructs_lib.kubernetes.paths import Path, match

_SCALARS: Mapping[str, tuple[str, ...]] = {
    "CronJob": ("spec.schedule", "spec.suspend"),
    "Certificate": ("spec.dnsNames[*]",),
    "Deployment": ("spec.replicas",),
    "HorizontalPodAutoscaler": ("spec.minReplicas", "spec.maxReplicas"),
    "Ingress": ("spec.rules[*].host", "spec.tls[*].hosts[*]"),
    "ScaledObject": ("spec.minReplicaCount", "spec.maxReplicaCount"),
    "StatefulSet": ("spec.replicas",),
}
_HOSTNAMES = ("GRPCRoute", "HTTPRoute", "TLSRoute")
_OF_CONTAINERS = ("**.containers[*]", "**.initContainers[*]")
_IMAGE = re.compile(
    r"(?P<repository>[^@:\s]+(?::\d+/[^@:\s]+)?)(?::(?P<tag>[\w][\w.-]*))?(?:@(?P<digest>[\w+.-]+:[0-9a-fA-F]+))?"
)

Usual = Literal["scalar", "image", "tree"]


class ImageParts(NamedTuple):
    """A container's image, in the parts that people change; empty where it has none."""

    repository: str
    tag: str
    digest: str


def usual(kind: str, path: Path, value: Any) -> Usual | None:
    """As what the field is always a value; None where it is one only if it differs."""
    if any(match(pattern, path) is not None for pattern in _SCALARS.get(kind, ())):
        return "scalar"
    if kind in _HOSTNAMES and path == ("spec", "hostnames") and isinstance(value, list):
        return "tree"
    for container in _OF_CONTAINERS if path[-1:] in (("image",), ("resources",)) else ():
        if match(f"{container}.resources", path) is not None and isinstance(value, dict):
            return "tree"
        if match(f"{container}.image", path) is not None and isinstance(value, str) and parts_of(value):
            return "image"
    return None


def parts_of(image: str) -> ImageParts | None:
    """Repository, tag and digest; None for what is no image.

    >>> parts_of("registry:5000/a/b:1.2")
    ImageParts(repository='registry:5000/a/b', tag='1.2', digest='')
    """
    found = _IMAGE.fullmatch(image)
    return ImageParts(found["repository"], found["tag"] or "", found["digest"] or "") if found else None
