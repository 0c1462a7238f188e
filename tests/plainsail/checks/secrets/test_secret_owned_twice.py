"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.secrets import secret_owned_twice
from tests.plainsail.checks.planted_app import app

SECOND = """
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: other, namespace: backend-ENV}
spec: {target: {name: backend, creationPolicy: POLICY}}
"""


def test_two_external_secrets_of_one_secret() -> None:
    [finding] = secret_owned_twice.check(app(more=SECOND.replace("POLICY", "Owner")))

    assert finding.message == "makes Secret/backend, which ExternalSecret/backend makes as well"
    assert finding.where.object == "ExternalSecret/other"
    assert finding.where.field == "spec.target.name"


def test_a_rendered_secret_of_the_same_name() -> None:
    [finding] = secret_owned_twice.check(
        app(more="{apiVersion: v1, kind: Secret, metadata: {name: backend, namespace: backend-ENV}}")
    )

    assert finding.message == "makes Secret/backend, which Secret/backend makes as well"


def test_silent_when_the_second_one_only_adds_keys() -> None:
    assert not list(secret_owned_twice.check(app(more=SECOND.replace("POLICY", "Merge"))))


def certificate(name: str, written: str = "backend-tls") -> str:
    return f"""
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {{name: {name}, namespace: backend-ENV}}
spec: {{secretName: {written}, issuerRef: {{name: acme, kind: ClusterIssuer}}, dnsNames: [example.com]}}
"""


ASKING = """
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: asking
  namespace: backend-ENV
  annotations: {cert-manager.io/cluster-issuer: acme}
spec: {tls: [{hosts: [example.com], secretName: backend-tls}], defaultBackend: {service: {name: a, port: {number: 80}}}}
"""


@pytest.mark.parametrize(
    ("more", "message", "field"),
    [
        (
            certificate("one") + certificate("two"),
            "writes Secret/backend-tls, which Certificate/one makes as well",
            "spec.secretName",
        ),
        (
            certificate("one", "backend"),
            "writes Secret/backend, which ExternalSecret/backend makes as well",
            "spec.secretName",
        ),
        (
            certificate("one") + ASKING,
            "has cert-manager make a Certificate for Secret/backend-tls, which Certificate/one makes as well",
            "spec.tls[backend-tls].secretName",
        ),
    ],
)
def test_a_certificate_writes_one_too(more: str, message: str, field: str) -> None:
    [finding] = secret_owned_twice.check(app(more=more))

    assert finding.message == message
    assert finding.where.field == field


@pytest.mark.parametrize(
    "more",
    [
        certificate("one") + certificate("two", "other-tls"),
        certificate("backend-tls") + ASKING,
        certificate("one") + ASKING.replace("cert-manager.io/cluster-issuer", "example.com/a"),
    ],
)
def test_silent_about_certificates_of_their_own_secrets(more: str) -> None:
    assert not list(secret_owned_twice.check(app(more=more)))
