"""Behind a load balancer that ends TLS: which address the application believes that it was asked by."""

from __future__ import annotations

import json

import pytest

from tests.app.running import Answer, App

HOST = "backend.example.com"
FORWARDED = {"Host": HOST, "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Port": "443", "X-Forwarded-Proto": "https"}
"""What an Application Load Balancer adds to a request that came by https."""
TRUSTED = "10.0.0.0/20,127.0.0.0/8"
"""Addresses of which the tests' own is one."""


def redirected(app: App, headers: dict[str, str], **said: str) -> Answer:
    """The answer to a page with a slash too many: Symfony builds the address of the right one."""
    with app.serve(**said) as server:
        answer = server.get("/check/liveness/", headers)
    assert answer.status == 301, answer.body
    return answer


def test_urls_are_https_behind_a_load_balancer_that_is_trusted(app: App) -> None:
    answer = redirected(app, FORWARDED, TRUSTED_PROXIES=TRUSTED)

    assert answer.headers["Location"] == f"https://{HOST}/check/liveness"


@pytest.mark.parametrize("said", [{}, {"TRUSTED_PROXIES": ""}, {"TRUSTED_PROXIES": "10.0.0.0/20"}])
def test_nobody_else_is_believed(app: App, said: dict[str, str]) -> None:
    answer = redirected(app, FORWARDED, **said)

    assert answer.headers["Location"] == f"http://{HOST}/check/liveness"


def test_urls_stay_http_where_the_load_balancer_was_asked_by_http(app: App) -> None:
    headers = {**FORWARDED, "X-Forwarded-Port": "80", "X-Forwarded-Proto": "http"}

    assert redirected(app, headers, TRUSTED_PROXIES=TRUSTED).headers["Location"] == f"http://{HOST}/check/liveness"


def test_a_host_that_the_client_says_is_not_believed(app: App) -> None:
    """AWS' load balancers hand the header on: links in mails would lead to whoever sent it."""
    headers = {**FORWARDED, "X-Forwarded-Host": "evil.example.net"}

    assert redirected(app, headers, TRUSTED_PROXIES=TRUSTED).headers["Location"] == f"https://{HOST}/check/liveness"


def test_probes_come_past_the_load_balancer(app: App) -> None:
    """The kubelet asks by the pod's address, and sends no such header."""
    with app.serve(TRUSTED_PROXIES=TRUSTED) as server:
        answer = server.get("/check/liveness")

    assert (answer.status, json.loads(answer.body)) == (200, {"status": "alive"})
