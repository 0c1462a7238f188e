"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import monitor_selects_nothing
from tests.plainsail.checks.planted_ingress import foreign, ours

NAME = "app.kubernetes.io/name"
SERVICE = """
apiVersion: v1
kind: Service
metadata: {name: shop, namespace: shop, labels: {app: shop}}
spec: {selector: {app.kubernetes.io/name: shop}, ports: [{name: http, port: 80}]}
"""
DEPLOYMENT = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: shop}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: shop}}
  template:
    metadata: {labels: {app.kubernetes.io/name: shop}}
    spec: {containers: [{name: app, image: shop, ports: [{name: http, containerPort: 80}]}]}
"""


def monitor(selector: str, kind: str = "ServiceMonitor", spaces: str = "") -> str:
    field = "endpoints" if kind == "ServiceMonitor" else "podMetricsEndpoints"
    return f"""
apiVersion: monitoring.coreos.com/v1
kind: {kind}
metadata: {{name: shop, namespace: shop}}
spec: {{selector: {{{selector}}}, {field}: [{{port: http}}]{spaces}}}
"""


@pytest.mark.parametrize(
    ("selector", "kind", "message"),
    [
        ("matchLabels: {app: front}", "ServiceMonitor", "app=front matches no Service"),
        (
            "matchLabels: {app.kubernetes.io/name: shop}",
            "ServiceMonitor",
            f"{NAME}=shop matches no Service; pods have these labels, the Services that select them lack them",
        ),
        ("matchLabels: {app: shop}", "PodMonitor", "app=shop matches no pod"),
        ("matchExpressions: [{key: tier, operator: Exists}]", "PodMonitor", "tier matches no pod"),
    ],
)
def test_what_is_scraped_by_nobody(selector: str, kind: str, message: str) -> None:
    [finding] = monitor_selects_nothing.check(ours(SERVICE, DEPLOYMENT, monitor(selector, kind)))

    assert finding.message == message
    assert finding.where.field == "spec.selector"


@pytest.mark.parametrize(
    ("selector", "kind"),
    [
        ("matchLabels: {app: shop}", "ServiceMonitor"),
        ("", "ServiceMonitor"),
        ("matchLabels: {app.kubernetes.io/name: shop}", "PodMonitor"),
        ("matchExpressions: [{key: app.kubernetes.io/name, operator: In, values: [shop]}]", "PodMonitor"),
    ],
)
def test_silent_about_what_is_there(selector: str, kind: str) -> None:
    assert not list(monitor_selects_nothing.check(ours(SERVICE, DEPLOYMENT, monitor(selector, kind))))


@pytest.mark.parametrize("spaces", ["any: true", "matchNames: [shop, db]"])
def test_what_runs_elsewhere_may_be_somebody_else_s(spaces: str) -> None:
    elsewhere = monitor("matchLabels: {app: front}", spaces=f", namespaceSelector: {{{spaces}}}")

    assert not list(monitor_selects_nothing.check(ours(SERVICE, elsewhere)))


def test_silent_where_nothing_could_be_selected_and_in_somebody_s_yaml() -> None:
    nothing = monitor("matchLabels: {app: front}")

    assert not list(monitor_selects_nothing.check(ours(nothing)))
    assert not list(monitor_selects_nothing.check(foreign(SERVICE, nothing)))
