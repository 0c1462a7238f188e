"""A certificate is issued anew, or stands in another Secret."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.plan.planted import manifest, told

NAME = "certificate"


def certificate(api: str = "cert-manager.io/v1", **spec: Any) -> str:
    said = {"secretName": "backend-tls", "dnsNames": ["a.example.com"], "issuerRef": {"name": "public"}}
    return manifest("Certificate", said | spec, api=api)


@pytest.mark.parametrize(
    "spec",
    [
        {"dnsNames": ["a.example.com", "b.example.com"]},
        {"duration": "24h0m0s"},
        {"privateKey": {"algorithm": "ECDSA"}},
        {"issuerRef": {"name": "public", "kind": "ClusterIssuer"}},
    ],
)
def test_what_was_issued_fits_no_more(spec: dict[str, Any]) -> None:
    after = certificate(**spec)

    assert told(NAME, certificate(), after) == ["it is issued anew by public; until then the old one is served"]


def test_another_secret() -> None:
    assert told(NAME, certificate(), certificate(secretName="other")) == [
        "Secret/backend-tls stays, and nothing renews it; what reads it must follow to Secret/other"
    ]


def test_when_it_is_renewed_changes_nothing_now() -> None:
    assert told(NAME, certificate(), certificate(renewBefore="24h", privateKey={"rotationPolicy": "Never"})) == []


def test_a_certificate_of_somebody_else_s_kind() -> None:
    api = "networking.internal.knative.dev/v1"

    assert told(NAME, certificate(api), certificate(api, dnsNames=["b.example.com"])) == []
