"""What `metadata.name` must look like, by kind, and `metadata.generateName`, to which five letters are added."""

from constructs_lib.kubernetes import names
from plainsail.schemas.problems import Schema
from plainsail.schemas.rules.qualified import service_name
from plainsail.schemas.rules.words import DATA_KEY, DNS_1035_LABEL, DNS_LABEL, DNS_SUBDOMAIN, PATH_SEGMENT

_DNS_NAMED = (
    *("", "admissionregistration.k8s.io", "apps", "autoscaling", "batch", "coordination.k8s.io", "discovery.k8s.io"),
    *("flowcontrol.apiserver.k8s.io", "networking.k8s.io", "node.k8s.io", "resource.k8s.io", "scheduling.k8s.io"),
    "storage.k8s.io",
)
_PREFIXES = {
    str(DNS_LABEL["pattern"]): f"({names.LABEL})-*",
    str(DNS_1035_LABEL["pattern"]): "([a-z]([-a-z0-9]*[a-z0-9])?)-*",
    str(DNS_SUBDOMAIN["pattern"]): f"({names.SUBDOMAIN})-*",
    str(PATH_SEGMENT["pattern"]): "[^/%]*",
    str(DATA_KEY["pattern"]): names.DATA_KEY,
}


def name_rule(minor: int, api_version: str, kind: str) -> Schema | None:
    """The rule for the name of a kind; None where nothing is known of it."""
    group = api_version.rpartition("/")[0]
    match group, kind:
        case ("rbac.authorization.k8s.io" | "policy", _) | ("certificates.k8s.io", "CertificateSigningRequest"):
            return PATH_SEGMENT
        case "", "Service":
            return service_name(minor)
        case ("", "Namespace") | ("apps", "StatefulSet"):
            return DNS_LABEL  # the host names of a StatefulSet's pods are made of it
        case ("networking.k8s.io", "IPAddress") | ("", "Event"):
            return None  # an address itself, and what nobody declares
        case "coordination.k8s.io", "LeaseCandidate":
            return DATA_KEY
    return DNS_SUBDOMAIN if group in _DNS_NAMED else None


def prefix_of(rule: Schema) -> Schema:
    """The rule for what a name is made from; a dash may end it."""
    return rule | {"pattern": f"^({_PREFIXES[rule['pattern']]}|)$"}
