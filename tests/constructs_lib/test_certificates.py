"""Certificates of cert-manager."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from constructs_lib.certificates import AppCertificate
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import Certificate, Ingress, IssuerRef, PrivateKey
from tests.constructs_lib.making import chart, profile, rendered


def certificates(certificate: Certificate) -> list[Document]:
    scope = chart()
    of = profile(certificate=certificate, ingress=Ingress("{app}.example.com", class_name="nginx"))
    AppCertificate(scope, "It", profile=of, certificate=certificate, secret="shop-tls")  # noqa: S106 - a name
    return rendered(scope)


def test_the_least() -> None:
    [certificate] = certificates(Certificate(IssuerRef("public-{env}")))

    assert certificate["spec"] == {
        "dnsNames": ["shop.example.com"],
        "issuerRef": {"group": "cert-manager.io", "kind": "ClusterIssuer", "name": "public-test"},
        "secretName": "shop-tls",
    }


def test_every_field(snapshot: SnapshotAssertion) -> None:
    declared = Certificate(
        IssuerRef("ca", kind="Issuer"),
        dns_names=["{app}.example.com", "*.{env}.example.com"],
        duration="720h",
        renew_before="240h",
        private_key=PrivateKey(algorithm="ECDSA", size=384, encoding="PKCS8", rotation_policy="Never"),
        annotations={"a": "b"},
    )

    assert certificates(declared) == snapshot
