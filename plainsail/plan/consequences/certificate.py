"""A certificate is issued anew, or stands in another Secret.

Why: an issuer counts what it issues, and a Secret that nothing renews ends with its certificate.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.certificates import is_certificate
from plainsail.manifests.fields import text
from plainsail.plan.changes import Comparison, ObjectChange

SEVERITY: Severity = "info"

_ISSUED_ANEW = (
    ("spec", "commonName"),
    ("spec", "dnsNames"),
    ("spec", "duration"),
    ("spec", "issuerRef"),
    ("spec", "privateKey", "algorithm"),
    ("spec", "privateKey", "size"),
    ("spec", "usages"),
)
"""Fields that a certificate which was issued before does not match any more."""


def find(comparison: Comparison) -> Iterator[Finding]:
    """Certificates of cert-manager that change."""
    for change in comparison.changed():
        if is_certificate(change.resource):
            yield from _moved(change)
            fields = [field for field in change.leaves if any(field.within(*path) for path in _ISSUED_ANEW)]
            if fields:
                issuer = text(change.resource.document, "spec", "issuerRef", "name")
                message = f"it is issued anew by {issuer}; until then the old one is served"
                yield change.finding(message, fields)


def _moved(change: ObjectChange) -> Iterator[Finding]:
    fields = [field for field in change.fields if field.path == ("spec", "secretName")]
    for field in fields:
        message = f"Secret/{field.old} stays, and nothing renews it; what reads it must follow to Secret/{field.new}"
        yield change.finding(message, fields, severity="warning")
