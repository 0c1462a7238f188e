"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import certificate_misses_host
from tests.plainsail.checks.planted_ingress import foreign, ours


def certificate(names: str = "[shop.example.com, '*.shop.example.com']", written: str = "shop-tls") -> str:
    return f"""
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: shop, namespace: shop}}
spec: {{secretName: {written}, issuerRef: {{name: acme, kind: ClusterIssuer}}, dnsNames: {names}}}
"""


def ingress(host: str) -> str:
    return f"""
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {{name: shop, namespace: shop}}
spec: {{tls: [{{secretName: shop-tls, hosts: ["{host}"]}}], rules: [{{host: "{host}"}}]}}
"""


def gateway(host: str, references: str = "{name: shop-tls}") -> str:
    listener = f"name: a, port: 443, protocol: HTTPS, hostname: '{host}', tls: {{certificateRefs: [{references}]}}"
    return f"""
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {{name: shop, namespace: shop}}
spec: {{gatewayClassName: a, listeners: [{{{listener}}}]}}
"""


@pytest.mark.parametrize("server", [ingress, gateway])
@pytest.mark.parametrize("host", ["front.example.com", "a.b.shop.example.com", "*.example.com"])
def test_a_host_that_the_certificate_is_not_for(server: type[str], host: str) -> None:
    [finding] = certificate_misses_host.check(foreign(certificate(), server(host)))

    assert finding.message == (
        f"{host} is no name of Certificate/shop, which is for shop.example.com, *.shop.example.com"
    )


@pytest.mark.parametrize("server", [ingress, gateway])
@pytest.mark.parametrize("host", ["shop.example.com", "a.shop.example.com", "*.shop.example.com"])
def test_silent_about_hosts_that_it_is_for(server: type[str], host: str) -> None:
    assert not list(certificate_misses_host.check(ours(certificate(), server(host))))


def test_silent_about_certificates_that_are_not_there_or_one_of_several() -> None:
    other = certificate(written="other")
    two = gateway("front.example.com", "{name: shop-tls}, {name: front-tls}")

    assert not list(certificate_misses_host.check(ours(other, ingress("front.example.com"))))
    assert not list(certificate_misses_host.check(ours(certificate(), two)))
