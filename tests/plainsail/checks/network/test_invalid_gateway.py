"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import invalid_gateway
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_objects import examined, made, told

CERTIFICATE = {"certificateRefs": [{"name": "a"}]}


def gateway(*listeners: dict[str, object]) -> Manifests:
    named = [{"name": f"l{number}", **listener} for number, listener in enumerate(listeners)]
    spec = {"gatewayClassName": "a", "listeners": named}
    return examined(made("Gateway", "gateway.networking.k8s.io/v1", spec=spec))


@pytest.mark.parametrize(
    ("listeners", "message"),
    [
        ([{"port": 80, "protocol": "HTTP", "tls": CERTIFICATE}], "does not belong to HTTP; HTTPS and TLS have it"),
        (
            [{"port": 443, "protocol": "HTTPS", "tls": {"mode": "Passthrough"}}],
            "Passthrough does not belong to HTTPS; it is for TLS",
        ),
        ([{"port": 443, "protocol": "TLS"}], "has protocol TLS, but no tls"),
        ([{"port": 443, "protocol": "HTTPS", "tls": {}}], "names no certificate (certificateRefs)"),
        ([{"port": 1, "protocol": "TCP", "hostname": "a.b"}], "is not known to TCP, which has no hosts"),
        ([{"port": 80, "protocol": "HTTP"}] * 2, "has port, protocol and host of listener l0"),
    ],
)
def test_what_the_api_server_refuses(listeners: list[dict[str, object]], message: str) -> None:
    [(_, said)] = told(invalid_gateway.check(gateway(*listeners)))

    assert said == message


def test_silent_about_the_sound() -> None:
    sound = gateway(
        {"port": 80, "protocol": "HTTP"},
        {"port": 80, "protocol": "HTTP", "hostname": "a.example.com"},
        {"port": 443, "protocol": "HTTPS", "tls": CERTIFICATE},
        {"port": 8443, "protocol": "TLS", "hostname": "b.example.com", "tls": {"mode": "Passthrough"}},
        {"port": 5432, "protocol": "TCP"},
        {"port": 99, "protocol": "example.com/own"},
    )

    assert not sound.unsound
    assert not list(invalid_gateway.check(sound))
