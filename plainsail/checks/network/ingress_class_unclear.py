"""An Ingress names no class, or names it in two ways.

Why: without `ingressClassName` only a cluster with a default class serves it; the old annotation beside it is refused
by the API server.
Fix: set `ingressClassName`, and take the annotation `kubernetes.io/ingress.class` out.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.schemas.api_versions import minor_of

SEVERITY: Severity = "info"

_ANNOTATION = "kubernetes.io/ingress.class"
_LOOSENED = 27
"""The minor number of the first version that takes both, where they agree."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for ingress in manifests.of("Ingress"):
        name, noted = ingress.spec.get("ingressClassName"), ingress.annotations.get(_ANNOTATION)
        if name and noted and (name != noted or minor_of(ingress.kubernetes_version) < _LOOSENED):
            both = "both together" if name == noted else f"another class, {noted}"
            message = f"stands beside the annotation {_ANNOTATION}; the API server refuses {both}"
            yield Finding(ingress.where("spec.ingressClassName"), message, severity="error")
        elif not name and not noted:
            message = "names no class, so only a cluster with a default class serves it"
            yield Finding(ingress.where("spec.ingressClassName"), message)
