"""A workload and its pods carry different common labels.

Why: whoever looks for the app by its label, a dashboard, a policy or a person, finds one and misses the other.
Fix: give the workload and its pods the same `app.kubernetes.io/name`, `instance`, `component` and `part-of`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"

_COMMON = tuple(f"app.kubernetes.io/{part}" for part in ("name", "instance", "component", "part-of"))


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for name in _COMMON:
            own, inside = pod.resource.labels.get(name), pod.labels.get(name)
            if own and inside and own != inside:
                yield Finding(
                    pod.resource.where(f"metadata.labels[{name}]"),
                    f"is {own}, but {inside} on its pods",
                    severity=None if pod.resource.environment else "info",
                )
