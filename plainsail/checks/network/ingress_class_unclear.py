"""An Ingress names no class, or names it in two ways, or where nobody reads it.

Why: without `ingressClassName` only a cluster with a default class serves it, or a controller that takes Ingresses
without one. With the old annotation beside the field, and another class in it, the API server does not create the
Ingress.
Fix: set `ingressClassName`, and take the annotation `kubernetes.io/ingress.class` out.
"""

import re
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.schemas.api_versions import minor_of

SEVERITY: Severity = "info"
MEANS: Meaning = "refused"

_ANNOTATION = "kubernetes.io/ingress.class"
_LOOSENED = 27
"""The minor number of the first version that takes both, where they agree."""


_DOMAINS = ("", "kubernetes.io", "ingress.kubernetes.io", "networking.k8s.io", "networking.kubernetes.io")
_MEANT = re.compile(r"(ingress[-._]?)?class([-._]?name)?", re.IGNORECASE)


def _is_meant(name: str) -> bool:
    """Whether an annotation was to name the class."""
    prefix, _, rest = name.rpartition("/")
    return prefix in _DOMAINS and _MEANT.fullmatch(rest) is not None


def check(manifests: Manifests) -> Iterator[Finding]:
    for ingress in manifests.of("Ingress"):
        name, noted = ingress.spec.get("ingressClassName"), ingress.annotations.get(_ANNOTATION)
        if name and noted is not None and (name != noted or minor_of(ingress.kubernetes_version) < _LOOSENED):
            two = "both, before Kubernetes 1.27" if name == noted else f"another class there, {noted!r}"
            message = f"stands beside the annotation {_ANNOTATION}; the API server creates no Ingress with {two}"
            yield Finding(ingress.where("spec.ingressClassName"), message, severity="error")
        elif not name and not noted and (key := next(filter(_is_meant, ingress.annotations), None)):
            message = f"nobody reads it; set ingressClassName: {ingress.annotations[key]}"
            yield Finding(ingress.where("metadata.annotations", key), message, severity="warning")
        elif not name and not noted:
            message = "names no class: without a default class in the cluster, perhaps nobody serves it"
            yield Finding(ingress.where("spec.ingressClassName"), message)
