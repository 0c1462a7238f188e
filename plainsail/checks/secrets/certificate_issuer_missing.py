"""A Certificate names an Issuer that its namespace does not have.

Without a `kind` an issuer is an Issuer, of the Certificate's own namespace. A ClusterIssuer is the platform's.

Why: cert-manager issues nothing (IssuerNotFound), the Secret is never written, and what serves TLS with it fails.
Fix: name a ClusterIssuer with its `kind`, or render the Issuer beside the Certificate.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import absence
from plainsail.manifests.certificates import CERT_MANAGER, certificates
from plainsail.manifests.fields import mapping, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    rendered = by_name(manifests.custom(CERT_MANAGER, "Issuer"))
    for certificate in certificates(manifests):
        issuer = mapping(certificate.spec, "issuerRef")
        name, kind, group = (text(issuer, key) for key in ("name", "kind", "group"))
        if name and kind in ("", "Issuer") and group in ("", CERT_MANAGER) and not any(rendered.of(certificate, name)):
            what = f"Issuer/{name}"
            message = f"nothing renders {what} in this namespace"
            where = certificate.where("spec.issuerRef")
            yield from absence(manifests, certificate, where, message, what=what, ours="warning")
