"""A container takes a whole Secret as its variables (`envFrom`).

In YAML that is no project's own this is info: many charts do it.

Why: a key that is missing in the Secret is no error, so the pod starts without its variable and fails later, silently.
Fix: name each variable with a `secretKeyRef`; a missing key then stops the rollout while the old pods keep serving.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.references import references

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    for pod in manifests.pods():
        for reference in references(pod):
            if reference.kind == "Secret" and reference.way == "variables":
                yield Finding(
                    reference.where,
                    f"takes whatever Secret/{reference.name} holds; nobody misses a key that is not there",
                    severity=None if pod.resource.environment else "info",
                )
