"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.network import monitor_shut_out
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted_objects import Document, examined, service
from tests.plainsail.checks.planted_policies import deployment, foreign, policy

SERVICE = service(ports=[{"name": "http", "port": 80, "targetPort": "http"}])


def monitor(kind: str = "PodMonitor", **spec: Any) -> Document:
    pod = deployment()["spec"]["template"]["metadata"]["labels"]
    endpoints = "podMetricsEndpoints" if kind == "PodMonitor" else "endpoints"
    labels = pod if kind == "PodMonitor" else {"monitored": "yes"}
    return {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": kind,
        "metadata": {"name": "backend", "namespace": SERVICE["metadata"]["namespace"]},
        "spec": {"selector": {"matchLabels": labels}, endpoints: [{"port": "http"}], **spec},
    }


def monitored() -> Document:
    return {**SERVICE, "metadata": {**SERVICE["metadata"], "labels": {"monitored": "yes"}}}


def findings(*documents: Document) -> list[Finding]:
    return list(monitor_shut_out.check(examined(deployment(), *documents)))


def test_pods_that_nobody_may_reach() -> None:
    [finding] = findings(monitor(), policy())

    assert finding.where.object == "PodMonitor/backend"
    assert finding.message == "scrapes Deployment/backend, and NetworkPolicy/policy lets nobody in on port 8080"


def test_pods_behind_a_service() -> None:
    [finding] = findings(monitor("ServiceMonitor"), monitored(), policy())

    assert finding.where.object == "ServiceMonitor/backend"


def test_milder_where_another_policy_may_stand_elsewhere() -> None:
    [finding] = monitor_shut_out.check(foreign(deployment(), monitor(), policy()))

    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "documents",
    [
        [monitor()],
        [monitor(), policy(ingress=[{"ports": [{"port": "http"}], "from": [{"podSelector": {}}]}])],
        [monitor(namespaceSelector={"any": True}), policy()],
        [monitor(podMetricsEndpoints=[{"port": "other"}]), policy()],
        [monitor("ServiceMonitor"), SERVICE, policy()],
    ],
)
def test_silent_where_somebody_may_come_in_or_nobody_knows(documents: list[Document]) -> None:
    assert not findings(*documents)
