"""An Ingress names no class, or names it in two ways.

Why: without `ingressClassName` only a cluster with a default class serves it; the old annotation beside it is refused
by the API server.
Fix: set `ingressClassName`, and take the annotation `kubernetes.io/ingress.class` out.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"

_ANNOTATION = "kubernetes.io/ingress.class"


def check(manifests: Manifests) -> Iterator[Finding]:
    for ingress in manifests.of("Ingress"):
        named, noted = "ingressClassName" in ingress.spec, _ANNOTATION in ingress.annotations
        if named and noted:
            yield Finding(
                ingress.where("spec.ingressClassName"),
                f"stands beside the annotation {_ANNOTATION}; the API server refuses both together",
                severity="error",
            )
        elif not named and not noted:
            message = "names no class, so only a cluster with a default class serves it"
            yield Finding(ingress.where("spec.ingressClassName"), message)
