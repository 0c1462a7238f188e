"""An Ingress names no class, or where nobody reads it.

Why: without `ingressClassName` only a cluster with a default class serves it, or a controller that takes Ingresses
without one.
Fix: set `ingressClassName`, and take the annotation `kubernetes.io/ingress.class` out.
"""

import re
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"

_ANNOTATION = "kubernetes.io/ingress.class"
_DOMAINS = ("", "kubernetes.io", "ingress.kubernetes.io", "networking.k8s.io", "networking.kubernetes.io")
_MEANT = re.compile(r"(ingress[-._]?)?class([-._]?name)?", re.IGNORECASE)


def _is_meant(name: str) -> bool:
    """Whether an annotation was to name the class."""
    prefix, _, rest = name.rpartition("/")
    return prefix in _DOMAINS and _MEANT.fullmatch(rest) is not None


def check(manifests: Manifests) -> Iterator[Finding]:
    for ingress in manifests.of("Ingress"):
        name, noted = ingress.spec.get("ingressClassName"), ingress.annotations.get(_ANNOTATION)
        if not name and not noted and (key := next(filter(_is_meant, ingress.annotations), None)):
            message = f"nobody reads it; set ingressClassName: {ingress.annotations[key]}"
            yield Finding(ingress.where("metadata.annotations", key), message, severity="warning")
        elif not name and not noted:
            message = "names no class: without a default class in the cluster, perhaps nobody serves it"
            yield Finding(ingress.where("spec.ingressClassName"), message)
