"""Certificates of cert-manager as checks read them: the Secret that one writes, and the hosts that it is for."""

from collections.abc import Iterator, Sequence

from plainsail.manifests.fields import listed, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

CERT_MANAGER = "cert-manager.io"
_KEYS = frozenset({"ca.crt", "tls.crt", "tls.key"})
_FORMATS = {"CombinedPEM": "tls-combined.pem", "DER": "key.der"}
_KEYSTORES = {"jks": ("keystore.jks", "truststore.jks"), "pkcs12": ("keystore.p12", "truststore.p12")}
_ISSUERS = ("cert-manager.io/issuer", "cert-manager.io/cluster-issuer")


def certificates(manifests: Manifests) -> Iterator[Resource]:
    """All of them; nothing proves their shape."""
    return manifests.custom(CERT_MANAGER, "Certificate")


def is_certificate(resource: Resource) -> bool:
    """Whether it is one of cert-manager."""
    return resource.kind == "Certificate" and resource.key.group == CERT_MANAGER


def written_secret(certificate: Resource) -> str | None:
    """The name of the Secret that it writes."""
    return text(certificate.spec, "secretName") or None


def written_keys(certificate: Resource) -> frozenset[str]:
    """The keys of that Secret."""
    formats = {text(entry, "type") for entry in mappings(certificate.spec, "additionalOutputFormats")}
    more = {key for name, key in _FORMATS.items() if name in formats}
    stores = certificate.spec.get("keystores")
    more |= {key for name, keys in _KEYSTORES.items() if isinstance(stores, dict) and name in stores for key in keys}
    return _KEYS | more


def hosts(certificate: Resource) -> Sequence[str]:
    """The host names that it is for."""
    names = [name for name in listed(certificate.spec, "dnsNames") if isinstance(name, str)]
    common = text(certificate.spec, "commonName")
    return [*names, common] if common and common not in names else names


def asks_for_one(ingress: Resource) -> bool:
    """Whether cert-manager makes a Certificate for each Secret that an Ingress names: annotations ask it to."""
    return any(ingress.annotations.get(name) for name in _ISSUERS)
