"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import webhook_service_missing
from tests.plainsail.checks.planted_ingress import foreign, ours, service

CALLS = [
    """
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: guard}
webhooks: [{name: a.example.com, clientConfig: {service: SERVICE}}]
""",
    """
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec: {conversion: {strategy: Webhook, webhook: {clientConfig: {service: SERVICE}}}}
""",
    """
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1.example.com}
spec: {service: SERVICE}
""",
]


@pytest.mark.parametrize("call", CALLS)
def test_a_port_that_the_service_does_not_have(call: str) -> None:
    text = call.replace("SERVICE", "{name: shop, namespace: shop}")
    [finding] = webhook_service_missing.check(foreign(text, service()))

    assert finding.message == "asks port 443 of Service/shop in shop, which has 80"
    assert finding.severity is None


@pytest.mark.parametrize("call", CALLS)
def test_a_service_that_is_not_there(call: str) -> None:
    text = call.replace("SERVICE", "{name: guard, namespace: shop}")
    [finding] = webhook_service_missing.check(ours(text, service()))

    assert (finding.message, finding.severity) == ("there is no Service/guard in shop", "warning")
    [elsewhere] = webhook_service_missing.check(foreign(text, service()))
    assert elsewhere.severity == "info"
    assert not list(webhook_service_missing.check(foreign(text)))


@pytest.mark.parametrize("call", CALLS)
def test_silent_about_the_sound(call: str) -> None:
    text = call.replace("SERVICE", "{name: shop, namespace: shop, port: 80}")

    assert not list(webhook_service_missing.check(ours(text, service())))
