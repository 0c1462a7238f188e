"""Pods run as a ServiceAccount that nothing renders.

Why: Kubernetes creates no pod for it ("serviceaccount not found"); the workload stays at zero.
Fix: render the ServiceAccount in the pods' namespace, or correct `serviceAccountName`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import absence
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.providers import providers
from plainsail.manifests.references import references

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    known = providers(manifests)
    for pod in manifests.pods():
        for reference in references(pod):
            if reference.way != "account" or reference.always_there:
                continue
            if not known.of(pod.resource, "ServiceAccount", reference.name):
                name = f"ServiceAccount/{reference.name}"
                message = f"nothing renders {name}"
                yield from absence(manifests, pod.resource, reference.where, message, what=name)
