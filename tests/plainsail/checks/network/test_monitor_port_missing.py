"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import monitor_port_missing
from tests.plainsail.checks.network.test_monitor_selects_nothing import DEPLOYMENT, SERVICE
from tests.plainsail.checks.planted_ingress import foreign, ours


def monitor(endpoint: str, kind: str = "ServiceMonitor", spaces: str = "") -> str:
    field, label = {
        "ServiceMonitor": ("endpoints", "app"),
        "PodMonitor": ("podMetricsEndpoints", "app.kubernetes.io/name"),
    }[kind]
    return f"""
apiVersion: monitoring.coreos.com/v1
kind: {kind}
metadata: {{name: shop, namespace: shop}}
spec: {{selector: {{matchLabels: {{{label}: shop}}}}, {field}: [{{{endpoint}}}]{spaces}}}
"""


@pytest.mark.parametrize(
    ("endpoint", "kind", "message"),
    [
        ("port: metrics", "ServiceMonitor", "Service/shop has no port named metrics; there is http"),
        ("port: htp", "ServiceMonitor", "Service/shop has no port named htp; did you mean 'http'?"),
        ("targetPort: 9090", "ServiceMonitor", "Deployment/shop has no container port 9090; there is http"),
        ("port: metrics", "PodMonitor", "Deployment/shop has no container port metrics; there is http"),
        ("portNumber: 9090", "PodMonitor", "Deployment/shop has no container port 9090; there is http"),
    ],
)
def test_a_port_that_nothing_has(endpoint: str, kind: str, message: str) -> None:
    [finding] = monitor_port_missing.check(ours(SERVICE, DEPLOYMENT, monitor(endpoint, kind)))

    assert finding.message == message
    assert finding.severity == "error"


@pytest.mark.parametrize(
    ("endpoint", "kind"),
    [
        ("port: http, path: /metrics", "ServiceMonitor"),
        ("targetPort: http", "ServiceMonitor"),
        ("targetPort: 80", "ServiceMonitor"),
        ("port: http", "PodMonitor"),
        ("portNumber: 80", "PodMonitor"),
    ],
)
def test_silent_about_what_is_there(endpoint: str, kind: str) -> None:
    assert not list(monitor_port_missing.check(ours(SERVICE, DEPLOYMENT, monitor(endpoint, kind))))


def test_one_of_several_that_has_it_is_scraped() -> None:
    other = SERVICE.replace("name: shop,", "name: shop-metrics,").replace("name: http", "name: metrics")

    assert not list(monitor_port_missing.check(ours(SERVICE, other, monitor("port: metrics"))))


def test_less_grave_where_others_may_have_the_port() -> None:
    everywhere = monitor("port: metrics", spaces=", namespaceSelector: {any: true}")

    assert [f.severity for f in monitor_port_missing.check(ours(SERVICE, everywhere))] == ["info"]
    assert [f.severity for f in monitor_port_missing.check(foreign(SERVICE, monitor("port: metrics")))] == ["warning"]
    assert not list(monitor_port_missing.check(ours(monitor("port: metrics"))))
