"""The rules of the module of the same name."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, made
from tests.plainsail.schemas.rules.judged import told

PEM = b"-----BEGIN CERTIFICATE REQUEST-----\nMA==\n-----END CERTIFICATE REQUEST-----\n"


def request(**spec: Any) -> Document:
    sound = {
        "request": base64.b64encode(PEM).decode(),
        "signerName": "kubernetes.io/kube-apiserver-client",
        "usages": ["client auth"],
    }
    return made("CertificateSigningRequest", "certificates.k8s.io/v1", spec=sound | spec)


@pytest.mark.parametrize(
    ("spec", "field", "message"),
    [
        ({"request": base64.b64encode(b"a").decode()}, "request", "is no certificate request in PEM"),
        ({"request": "?"}, "request", "is not base64"),
        ({"signerName": "client"}, "signerName", "is no name of a signer"),
        ({"signerName": "kubernetes.io/legacy-unknown"}, "signerName", "is no longer allowed"),
        ({"usages": None}, "usages", "is required and missing"),
        ({"usages": ["clientauth"]}, "usages[0]", "did you mean 'client auth'?"),
        ({"usages": ["any", "any"]}, "usages", "says one thing twice"),
        ({"expirationSeconds": 599}, "expirationSeconds", "is below 600"),
    ],
)
def test_refused(spec: Document, field: str, message: str) -> None:
    [(at, text)] = told(request(**spec))

    assert at == f"spec.{field}"
    assert message in text


def test_sound() -> None:
    assert told(request(expirationSeconds=600, usages=["s/mime", "any"]) | {"status": {"conditions": [{}]}}) == []


def test_any_name_that_can_stand_in_a_path() -> None:
    named = request() | {"metadata": {"name": "csr-A_b:c"}}

    assert told(named) == []
