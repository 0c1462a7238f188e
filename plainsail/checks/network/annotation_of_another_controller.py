"""An Ingress has annotations of a controller that its class does not name.

Why: nobody reads them: no redirect, no limit, no authentication, and nothing tells.
Fix: take them out, or say the same in the words of the controller that serves the class.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.aws_load_balancer import ALB, class_of
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "info"

_PREFIXES = {
    "alb": (ALB,),
    "nginx": ("nginx.ingress.kubernetes.io/", "nginx.org/"),
    "traefik": ("traefik.ingress.kubernetes.io/",),
    "haproxy": ("haproxy.org/", "haproxy-ingress.github.io/"),
}
"""By the class that each controller makes when it is installed as it comes."""


def check(manifests: Manifests) -> Iterator[Finding]:
    for ingress in manifests.of("Ingress"):
        name = class_of(ingress)
        if name not in _PREFIXES:
            continue
        for other, prefixes in _PREFIXES.items():
            strange = [key for key in ingress.annotations if other != name and key.startswith(prefixes)]
            if strange:
                more = f", and {len(strange) - 1} more of its kind" if len(strange) > 1 else ""
                message = f"is one of {other}'s{more}, and the Ingress is of class {name}"
                severity: Severity | None = "warning" if ingress.environment else None
                yield Finding(ingress.where("metadata.annotations", strange[0]), message, severity=severity)
