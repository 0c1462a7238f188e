"""An object's annotations or data are larger than the API server stores.

Why: the API server refuses it. `kubectl apply` without `--server-side` keeps a copy of the whole object in an
annotation, so that a large object fails there first.
Fix: split the data, or mount it from elsewhere; let Argo CD apply large objects with `ServerSideApply=true`.
"""

import base64
from collections.abc import Iterator, Mapping

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"

_ANNOTATIONS = 256 * 1024
_DATA = 1024 * 1024


def check(manifests: Manifests) -> Iterator[Finding]:
    for resource in manifests.resources:
        size = _size(resource.annotations)
        if size > _ANNOTATIONS:
            yield Finding(resource.where("metadata.annotations"), f"hold {size} bytes; {_ANNOTATIONS} are the most")
    for holder in manifests.of("ConfigMap", "Secret"):
        document = holder.document
        plain = document.get("data", {}) if holder.kind == "ConfigMap" else document.get("stringData", {})
        encoded = document.get("binaryData", {}) if holder.kind == "ConfigMap" else document.get("data", {})
        # Keys do not count.
        size = sum(len(text.encode()) for text in plain.values()) + sum(
            len(_decoded(text)) for text in encoded.values()
        )
        if size > _DATA:
            yield Finding(holder.where("data"), f"holds {size} bytes; {_DATA} are the most")


def _size(texts: Mapping[str, str]) -> int:
    return sum(len(key.encode()) + len(value.encode()) for key, value in texts.items())


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except ValueError:
        return b""
