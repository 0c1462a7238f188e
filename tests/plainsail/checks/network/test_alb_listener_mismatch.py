"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import alb_listener_mismatch
from tests.plainsail.checks.planted_ingress import alb, foreign, ingress

_HTTP, _BOTH = '[{"HTTP": 80}]', '[{"HTTP": 80}, {"HTTPS": 443}]'
_ARN = "arn:aws:acm:eu-west-3:123456789012:certificate/a"


@pytest.mark.parametrize("ports", [_HTTP, _BOTH])
def test_a_login_that_http_goes_round(ports: str) -> None:
    [finding] = alb_listener_mismatch.check(foreign(ingress(alb(auth_type="oidc", listen_ports=ports))))

    assert finding.message == "requests to port 80 come by HTTP, where nobody is asked to log in"
    assert finding.severity == "error"


def test_listeners_that_nobody_names_are_less_certain() -> None:
    [finding] = alb_listener_mismatch.check(foreign(ingress(alb(auth_type="cognito"))))

    assert finding.severity is None


@pytest.mark.parametrize("annotations", [alb(certificate_arn=_ARN), alb(ssl_policy="ELBSecurityPolicy-2016-08")])
def test_a_certificate_that_no_listener_uses(annotations: dict[str, str]) -> None:
    [finding] = alb_listener_mismatch.check(foreign(ingress(annotations | alb(listen_ports=_HTTP))))

    assert finding.message == "is not used: no listener speaks HTTPS (listen-ports)"


@pytest.mark.parametrize(
    "annotations",
    [
        alb(auth_type="oidc", listen_ports=_BOTH, ssl_redirect="443"),
        alb(auth_type="oidc", listen_ports='[{"HTTPS": 443}]'),
        alb(auth_type="oidc", certificate_arn=_ARN),
        alb(auth_type="none", listen_ports=_HTTP),
        alb(auth_type="oidc", listen_ports=_BOTH, auth_on_unauthenticated_request="allow"),
        alb(certificate_arn=_ARN, listen_ports=_BOTH),
        alb(certificate_arn=_ARN),
    ],
)
def test_silent_about_the_sound(annotations: dict[str, str]) -> None:
    assert not list(alb_listener_mismatch.check(foreign(ingress(annotations))))
