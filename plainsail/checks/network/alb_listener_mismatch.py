"""What needs HTTPS stands beside listeners of AWS' load balancer that speak HTTP.

Logins (`auth-type`) are asked for by HTTPS listeners alone: what comes in by HTTP, and is not redirected, is let
through.
A certificate or a TLS policy without an HTTPS listener is not used.

Why: whoever asks by http:// needs no login; or nobody can ask by https://.
Fix: add `{"HTTPS": 443}` to `listen-ports`, and redirect what comes by HTTP with `ssl-redirect: "443"`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.aws_load_balancer import annotation, field, group_of, listeners, served
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "warning"
MEANS: Meaning = "unsafe"

_TLS = ("certificate-arn", "ssl-policy")
_LOGINS = ("oidc", "cognito")


def check(manifests: Manifests) -> Iterator[Finding]:
    for ingress in served(manifests):
        ports = listeners(ingress)
        if ports is None:
            continue
        said = annotation(ingress, "listen-ports") is not None
        redirected = group_of(manifests, ingress).redirects
        plain = sorted(port for port, protocol in ports.items() if protocol == "HTTP")
        open_to_all = annotation(ingress, "auth-on-unauthenticated-request") == "allow"
        if annotation(ingress, "auth-type") in _LOGINS and plain and not redirected and not open_to_all:
            # The class' parameters may say more about listeners that the Ingress does not name.
            grave = said and not annotation(ingress, "group.name")
            message = f"requests to port {plain[0]} come by HTTP, where nobody is asked to log in"
            yield Finding(ingress.where(*field("auth-type")), message, severity="error" if grave else None)
        if said and "HTTPS" not in ports.values():
            for name in _TLS:
                if annotation(ingress, name) is not None:
                    yield Finding(ingress.where(*field(name)), "is not used: no listener speaks HTTPS (listen-ports)")
