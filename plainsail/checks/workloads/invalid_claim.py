"""A claim for storage has no size.

Why: the API server refuses the claim, or the StatefulSet's pods wait for ever.
Fix: set `resources.requests.storage`.
"""

from collections.abc import Iterator
from typing import Any

from plainsail.checks._shape import of_shape
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"


def check(manifests: Manifests) -> Iterator[Finding]:
    yield from of_shape("claim")(manifests)
    for claim in manifests.of("PersistentVolumeClaim"):
        for field, message in _wrong(claim.spec):
            yield Finding(claim.where(f"spec.{field}"), message)
    for workload in manifests.of("StatefulSet"):
        for index, template in enumerate(workload.spec.get("volumeClaimTemplates", [])):
            for field, message in _wrong(template.get("spec", {})):
                where = workload.where(f"spec.volumeClaimTemplates[{index}].spec.{field}")
                yield Finding(where, message)


def _wrong(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if not spec.get("accessModes"):
        yield "accessModes", "has no access mode"
    if "storage" not in spec.get("resources", {}).get("requests", {}):
        yield "resources.requests.storage", "has no size"
