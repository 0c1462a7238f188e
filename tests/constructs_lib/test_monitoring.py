"""ServiceMonitors, PodMonitors, and the way in for Prometheus."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from constructs_lib.kubernetes.objects import Document
from constructs_lib.monitoring import Monitors
from constructs_lib.settings import Peer, PodMonitor, ServiceMonitor, StatefulService
from constructs_lib.settings.monitoring import Monitor
from tests.constructs_lib.making import IDENTITY, chart, rendered
from tests.rendered import app_objects, environment
from tests.samples.values import SCRAPED, LeastStatefulService

PROMETHEUS = Peer(namespace_labels={"team": "monitoring"})


def made(**monitors: Monitor) -> list[Document]:
    scope = chart()
    asked = {name: (monitor, "metrics") for name, monitor in monitors.items()}
    Monitors(scope, "It", identity=IDENTITY, component="web", monitors=asked, service="backend")
    return rendered(scope)


def test_a_service(snapshot: SnapshotAssertion) -> None:
    assert made(service_monitor=ServiceMonitor()) == snapshot


def test_all_that_can_be_said_of_pods(snapshot: SnapshotAssertion) -> None:
    assert made(pod_monitor=PodMonitor(**SCRAPED)) == snapshot


def test_prometheus_is_let_in_once_at_each_port() -> None:
    both = made(
        service_monitor=ServiceMonitor(scraped_by=[PROMETHEUS]),
        pod_monitor=PodMonitor(path="/own", scraped_by=[PROMETHEUS]),
    )
    [policy] = [document for document in both if document["kind"] == "NetworkPolicy"]

    assert [rule["ports"] for rule in policy["spec"]["ingress"]] == [[{"port": "metrics", "protocol": "TCP"}]]


@pytest.mark.parametrize(("service", "name"), [(StatefulService.service, "backend"), (None, "backend-pods")])
def test_one_of_two_services_is_scraped(service: None, name: str) -> None:
    """Both have the labels of the component."""
    objects = app_objects(environment(LeastStatefulService, service_monitor=ServiceMonitor(), service=service))
    [monitor] = [each for each in objects if each["kind"] == "ServiceMonitor"]

    assert monitor["spec"]["endpoints"][0]["relabelings"] == [
        {"action": "keep", "sourceLabels": ["__meta_kubernetes_service_name"], "regex": name}
    ]
