"""A Service's `externalName` is nothing that DNS can lead to.

`externalName` becomes an alias in DNS. An address is taken for a name of digits, and a name without a dot is looked for
at the root of DNS, not in the namespace.

Why: whoever asks for the Service gets "no such host".
Fix: name a host, such as `db.example.com` or `db.other.svc.cluster.local`; for an address, use a Service without
selector and an EndpointSlice.
"""

import ipaddress
from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.fields import text
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    for service in manifests.of("Service"):
        name = text(service.spec, "externalName").removesuffix(".")
        if not name or text(service.spec, "type") != "ExternalName":
            continue
        where = service.where("spec.externalName")
        if _is_address(name):
            yield Finding(where, f"{name} is an address, which DNS takes for a name: it resolves nowhere")
        elif "." not in name and name != "localhost":
            message = f"{name} has no dot: DNS looks for it at its root, where hardly any name has an address"
            yield Finding(where, message, severity="warning")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
