"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.secrets import certificate_issuer_missing
from tests.plainsail.checks.planted_ingress import foreign, ours

ISSUER = """
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: {name: acme, namespace: shop}
spec: {selfSigned: {}}
"""


def certificate(issuer: str = "name: acme") -> str:
    return f"""
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: shop, namespace: shop}}
spec: {{secretName: shop-tls, issuerRef: {{{issuer}}}, dnsNames: [shop.example.com]}}
"""


@pytest.mark.parametrize("issuer", ["name: acme", "name: acme, kind: Issuer, group: cert-manager.io"])
def test_an_issuer_of_the_namespace_that_is_not_rendered(issuer: str) -> None:
    [finding] = certificate_issuer_missing.check(ours(certificate(issuer)))

    assert finding.message == "nothing renders Issuer/acme in this namespace"
    assert finding.severity == "warning"


def test_somebody_s_yaml_may_lack_it() -> None:
    [finding] = certificate_issuer_missing.check(foreign(certificate()))

    assert finding.severity == "info"


@pytest.mark.parametrize("issuer", ["name: acme", "name: other, kind: ClusterIssuer", "name: x, group: awspca.io"])
def test_silent_about_what_is_there_or_the_platform_s(issuer: str) -> None:
    assert not list(certificate_issuer_missing.check(ours(certificate(issuer), ISSUER)))
