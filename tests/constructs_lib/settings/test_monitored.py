"""What Prometheus scrapes of an app, and whether it gets in."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.settings import (
    Container,
    NetworkPolicy,
    Peer,
    PodMonitor,
    Relabeling,
    ServiceMonitor,
    SettingsError,
    change,
)
from tests.rendered import app_objects, environment
from tests.samples.values import Least, LeastDaemon, LeastWorker

PROMETHEUS = Peer(namespace_labels={"team": "monitoring"})
EXPORTER = {"exporter": Container(command="/exporter", ports={"metrics": 9090})}


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        (PodMonitor, {"interval": "10s", "scrape_timeout": "1m"}, "scrape_timeout='1m' is above interval='10s'"),
        (PodMonitor, {"interval": "0s"}, "interval='0s' is no time at all"),
        (
            PodMonitor,
            {"scraped_by": [Peer(pod_labels={"a": "b"}, ports=["http"])]},
            "ports of a peer mean nothing",
        ),
        (ServiceMonitor, {"interval": "90"}, "is not a duration of Prometheus"),
        (ServiceMonitor, {"interval": "5s1m"}, "is not a duration of Prometheus"),
        (Relabeling, {}, "action='replace' writes a label; name it"),
        (Relabeling, {"action": "hashmod", "target_label": "a"}, "modulus and action='hashmod' need each other"),
        (Relabeling, {"action": "drop", "modulus": 2}, "modulus and action='hashmod' need each other"),
    ],
)
def test_what_prometheus_refuses_is_refused(kind: Any, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        kind(**fields)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"service_monitor": ServiceMonitor(port="metrics"), "sidecars": EXPORTER}, "port='metrics' is no port"),
        (
            {"pod_monitor": PodMonitor(port="metricks"), "sidecars": EXPORTER},
            "did you mean 'metrics'",
        ),
        ({"service_monitor": ServiceMonitor(), "pod_monitor": PodMonitor()}, "service_monitor scrapes /metrics of the"),
        ({"pod_monitor": PodMonitor(labels={"app.kubernetes.io/name": "a"})}, "is a label that the app's name decides"),
        ({"pod_monitor": PodMonitor(scraped_by=[PROMETHEUS])}, "scraped_by means nothing where no network_policy"),
        (
            {"pod_monitor": PodMonitor(), "network_policy": NetworkPolicy()},
            "lets nobody reach the port 'http'; set scr",
        ),
        (
            {
                "pod_monitor": PodMonitor(port="metrics"),
                "network_policy": NetworkPolicy(ingress_from=[PROMETHEUS]),
                "sidecars": EXPORTER,
            },
            "lets nobody reach the port 'metrics'",
        ),
    ],
)
def test_what_nobody_could_scrape_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        environment(Least, **settings)


def test_pods_without_a_port_cannot_be_scraped() -> None:
    with pytest.raises(SettingsError, match="the pods have no port that Prometheus could scrape"):
        environment(LeastWorker, pod_monitor=PodMonitor())


def test_a_worker_is_scraped_at_its_sidecar() -> None:
    assert app_objects(environment(LeastWorker, pod_monitor=PodMonitor(), sidecars=EXPORTER))


@pytest.mark.parametrize("policy", [NetworkPolicy(ingress_from=[PROMETHEUS]), None])
def test_whoever_is_let_in_may_be_prometheus(policy: NetworkPolicy | None) -> None:
    assert app_objects(environment(Least, service_monitor=ServiceMonitor(), network_policy=policy))


def test_no_policy_holds_the_node() -> None:
    settings: dict[str, Any] = {
        "namespace": change(pod_security="privileged"),
        "ports": {"metrics": 9100},
        "host_network": True,
        "network_policy": NetworkPolicy(),
    }

    assert app_objects(environment(LeastDaemon, pod_monitor=PodMonitor(), **settings))
    with pytest.raises(SettingsError, match="scraped_by means nothing"):
        environment(LeastDaemon, pod_monitor=PodMonitor(scraped_by=[PROMETHEUS]), **settings)
