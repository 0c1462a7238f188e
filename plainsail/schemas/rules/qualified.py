"""Names of other things, as fields have them: with the domain of who named them, or of a Service."""

from constructs_lib.kubernetes import names
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.words import DNS_1035_LABEL, DNS_LABEL, text

QUALIFIED_NAME = text(
    "object",
    f"({names.SUBDOMAIN}/)?{names.QUALIFIED}",
    "is no qualified name: a name of 63 characters at most (letters, digits, '-', '_', '.' within), after a DNS name "
    "and '/' if any",
    longest=317,
)
DOMAIN_PATH = text(
    "object",
    rf"{names.SUBDOMAIN}/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+",
    "is no path after a domain, such as acme.io/foo",
)


def service_name(minor: int) -> Schema:
    """The name of a Service; from 1.36 on it may begin with a digit."""
    return DNS_1035_LABEL if minor < 36 else DNS_LABEL
