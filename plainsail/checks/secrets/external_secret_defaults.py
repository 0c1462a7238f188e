"""An ExternalSecret leaves policies to the operator's defaults.

Why: older operators write the defaults into the object, and Argo CD then shows a difference that no sync removes.
Fix: set `refreshInterval`, the target's `creationPolicy` and `deletionPolicy`, and each `remoteRef`'s
`conversionStrategy`, `decodingStrategy` and `metadataPolicy`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"

_REMOTE = ("conversionStrategy", "decodingStrategy", "metadataPolicy")


def check(manifests: Manifests) -> Iterator[Finding]:
    for external in manifests.of("ExternalSecret"):
        if not external.document["apiVersion"].endswith("/v1"):
            continue
        target = external.spec.get("target", {})
        missing = [] if "refreshInterval" in external.spec else ["refreshInterval"]
        missing += [f"target.{name}" for name in ("creationPolicy", "deletionPolicy") if name not in target]
        remote = [entry["remoteRef"] for entry in external.spec.get("data", [])]
        missing += [f"remoteRef.{name}" for name in _REMOTE if any(name not in reference for reference in remote)]
        if missing:
            yield Finding(external.where("spec"), f"does not set {', '.join(missing)}")
