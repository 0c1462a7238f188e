"""An ExternalSecret leaves policies to the operator's defaults.

Why: older operators write the defaults into the object, and Argo CD then shows a difference that no sync removes.
Fix: set `refreshInterval`, the target's `creationPolicy` and `deletionPolicy`, its template's `engineVersion` and
`mergePolicy`, and the `conversionStrategy`, `decodingStrategy` and `metadataPolicy` of each `remoteRef` and `extract`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"

_REMOTE = ("conversionStrategy", "decodingStrategy", "metadataPolicy")
_FROM = {"extract": _REMOTE, "find": ("conversionStrategy", "decodingStrategy")}
_TEMPLATE = ("engineVersion", "mergePolicy")


def check(manifests: Manifests) -> Iterator[Finding]:
    for external in manifests.of("ExternalSecret"):
        if not external.document["apiVersion"].endswith("/v1"):
            continue
        target = external.spec.get("target", {})
        missing = [] if "refreshInterval" in external.spec else ["refreshInterval"]
        missing += [f"target.{name}" for name in ("creationPolicy", "deletionPolicy") if name not in target]
        remote = [entry["remoteRef"] for entry in external.spec.get("data", [])]
        missing += [f"remoteRef.{name}" for name in _REMOTE if any(name not in reference for reference in remote)]
        for way, names in _FROM.items():
            sources = [entry[way] for entry in external.spec.get("dataFrom", []) if way in entry]
            missing += [f"{way}.{name}" for name in names if any(name not in source for source in sources)]
        template = target.get("template")
        missing += [f"target.template.{name}" for name in _TEMPLATE if template and name not in template]
        if missing:
            yield Finding(external.where("spec"), f"does not set {', '.join(missing)}")
