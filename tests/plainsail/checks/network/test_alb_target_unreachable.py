"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import alb_target_unreachable
from tests.plainsail.checks.planted_ingress import alb, foreign, ingress, service

_POD = """
---
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: shop, labels: {app: shop}}
spec: {containers: [{name: app, image: a, ports: [{name: http, containerPort: 8080}]}]}
"""


def test_nodes_do_not_serve_a_cluster_ip() -> None:
    [finding] = alb_target_unreachable.check(foreign(ingress(alb(target_type="instance")), service()))

    assert finding.message.startswith("asks nodes (target-type: instance), and Service/shop is a ClusterIP")
    assert finding.severity is None


def test_the_default_is_less_certain() -> None:
    [finding] = alb_target_unreachable.check(foreign(ingress(), service()))

    assert finding.severity == "warning"


def test_a_health_check_of_a_port_that_is_not_there() -> None:
    [finding] = alb_target_unreachable.check(
        foreign(ingress(alb(target_type="ip", healthcheck_port="http")), service())
    )

    assert finding.message == "Service/shop has no port http; it has web"


def test_a_health_check_of_a_port_that_leads_to_a_name() -> None:
    [finding] = alb_target_unreachable.check(foreign(ingress(alb(target_type="ip", healthcheck_port="web")), service()))

    assert finding.message.startswith("port web of Service/shop leads to a named port")


def test_a_health_check_of_the_services_port_asks_pods_that_listen_elsewhere() -> None:
    [finding] = alb_target_unreachable.check(
        foreign(ingress(alb(target_type="ip", healthcheck_port="80")), service(), _POD)
    )

    assert finding.message == (
        "80 is the port of Service/shop; with target-type ip the pods are asked, which declare 8080"
    )


@pytest.mark.parametrize(
    ("annotations", "spec"),
    [
        (alb(target_type="ip"), ""),
        (alb(target_type="instance"), ", type: NodePort"),
        (alb(target_type="ip", healthcheck_port="8080"), ""),
        (alb(target_type="ip", healthcheck_port="9090"), ""),
        (alb(target_type="ip", healthcheck_port="traffic-port"), ""),
    ],
)
def test_silent_about_the_sound(annotations: dict[str, str], spec: str) -> None:
    assert not list(alb_target_unreachable.check(foreign(ingress(annotations), service(spec=spec), _POD)))


def test_the_services_own_word_counts_first() -> None:
    texts = (ingress(alb(target_type="instance")), service(alb(target_type="ip")))

    assert not list(alb_target_unreachable.check(foreign(*texts)))
