"""An image is pulled with a Secret that nothing renders.

Why: where nobody else makes it in the namespace, the registry refuses the node (ImagePullBackOff), on a new node first.
Fix: add the Secret of type `kubernetes.io/dockerconfigjson`, or let nodes pull by their role.
In settings: let an ExternalSecret make it, let nodes pull by their role, or waive this with the name of who makes it.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.findings.severity import absence
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.providers import providers
from plainsail.manifests.references import references

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    known = providers(manifests)
    for pod in manifests.pods():
        for reference in references(pod):
            if reference.way == "pull" and not known.of(pod.resource, "Secret", reference.name):
                name = f"Secret/{reference.name}"
                message = f"nothing renders {name}"
                yield from absence(manifests, pod.resource, reference.where, message, what=name, is_compared=False)
