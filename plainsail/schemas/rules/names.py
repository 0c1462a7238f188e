"""What `metadata.name` must look like, by kind."""

from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.words import DNS_1035_LABEL, DNS_LABEL, DNS_SUBDOMAIN, PATH_SEGMENT

_DNS_NAMED = ("", "apps", "autoscaling", "batch", "policy", "scheduling.k8s.io", "storage.k8s.io")


def name_rule(minor: int, api_version: str, kind: str) -> Schema | None:
    """The rule for the name of a kind; None where nothing is known of it."""
    group = api_version.rpartition("/")[0]
    match group, kind:
        case "rbac.authorization.k8s.io", _:
            return PATH_SEGMENT
        case "", "Namespace":
            return DNS_LABEL
        case "", "Service":
            return DNS_1035_LABEL if minor < 36 else DNS_LABEL  # from 1.36 on it may begin with a digit
        case "networking.k8s.io", "Ingress" | "IngressClass" | "NetworkPolicy":
            return DNS_SUBDOMAIN
    return DNS_SUBDOMAIN if group in _DNS_NAMED else None
