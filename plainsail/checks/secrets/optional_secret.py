"""A secret variable is optional.

In YAML that is no project's own this is info: many charts mean it.

Why: when the Secret or its key is missing, the pod starts without the variable and fails later, silently.
Fix: take `optional: true` out; a missing key then stops the rollout while the old pods keep serving.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.references import references

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for reference in references(pod):
            if reference.kind == "Secret" and reference.way in ("variable", "volume") and reference.optional:
                what = f"key {reference.key} of " if reference.key else ""
                yield Finding(
                    reference.where,
                    f"the pod starts without {what}Secret/{reference.name}, and nobody is told",
                    severity=None if pod.resource.environment and reference.way == "variable" else "info",
                )
