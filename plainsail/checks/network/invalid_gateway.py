"""The API server refuses a Gateway, for a rule that joins several fields of its listeners.

Such rules stand in the definition in a language of their own (CEL): listeners differ in name, and in port, protocol and
host; TLS belongs to HTTPS and TLS alone.

Why: the API server refuses the object.
Fix: say what the message asks for.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.fields import listed, mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource
from plainsail.manifests.routes import GATEWAY

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

_PLAIN = ("HTTP", "TCP", "UDP")
_WITHOUT_HOST = ("TCP", "UDP")


def check(manifests: Manifests) -> Iterator[Finding]:
    for gateway in manifests.custom(GATEWAY, "Gateway"):
        if manifests.is_sound(gateway):
            for field, message in _problems(gateway):
                yield Finding(gateway.where(field), message)


def _problems(gateway: Resource) -> Iterator[tuple[str, str]]:
    ports: dict[tuple[object, ...], str] = {}
    for index, listener in enumerate(mappings(gateway.spec, "listeners")):
        place = f"spec.listeners[{index}]"
        protocol, host, name = (text(listener, key) for key in ("protocol", "hostname", "name"))
        first = ports.setdefault((listener.get("port"), protocol, listener.get("hostname")), name)
        if first != name:
            yield place, f"has port, protocol and host of listener {first}"
        if host and protocol in _WITHOUT_HOST:
            yield f"{place}.hostname", f"is not known to {protocol}, which has no hosts"
        tls = mapping(listener, "tls")
        mode = text(tls, "mode") or "Terminate"
        if "tls" in listener and protocol in _PLAIN:
            yield f"{place}.tls", f"does not belong to {protocol}; HTTPS and TLS have it"
        elif protocol == "HTTPS" and mode != "Terminate":
            yield f"{place}.tls.mode", f"{mode} does not belong to HTTPS; it is for TLS"
        elif protocol == "TLS" and "tls" not in listener:
            yield place, "has protocol TLS, but no tls"
        elif (
            "tls" in listener and mode == "Terminate" and not listed(tls, "certificateRefs") and not tls.get("options")
        ):
            yield f"{place}.tls", "names no certificate (certificateRefs)"
