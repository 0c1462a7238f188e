"""The check of the same name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plainsail.checks.network import port_name_missing
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_app import app, foreign
from tests.plainsail.checks.planted_objects import examined, service
from tests.plainsail.checks.planted_policies import deployment


@pytest.mark.parametrize("tree", [app, foreign])
def test_a_probe_on_a_name_that_the_container_lacks(tree: Callable[..., Manifests]) -> None:
    [finding] = port_name_missing.check(tree(("path: /ready, port: http", "path: /ready, port: web")))

    assert finding.message == "the container has no port named 'web'"
    assert finding.where.field == "spec.template.spec.containers[app].readinessProbe.httpGet.port"


def test_a_service_s_target_that_no_container_has() -> None:
    [finding] = port_name_missing.check(app(("targetPort: http", "targetPort: web")))

    assert finding.message == "no container of Deployment/backend has a TCP port named 'web'"
    assert finding.where.field == "spec.ports[80].targetPort"


def test_a_headless_service_leads_to_its_pods_whatever_their_ports() -> None:
    headless = service(clusterIP="None", ports=[{"port": 80, "targetPort": "web"}])
    [finding] = port_name_missing.check(examined(deployment(), headless))

    assert finding.severity == "info"
    assert finding.message.endswith("its endpoints and SRV records lack the port")


def test_the_right_name_of_the_wrong_protocol() -> None:
    [finding] = port_name_missing.check(app(("targetPort: http}", "targetPort: http, protocol: UDP}")))

    assert finding.message == "no container of Deployment/backend has a UDP port named 'http'"


POLICY = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: backend, namespace: backend-ENV}
spec: {podSelector: {matchLabels: {component: web}}, ingress: [{ports: [{port: PORT}]}]}
"""


def test_a_network_policy_that_opens_no_port() -> None:
    [finding] = port_name_missing.check(app(more=POLICY.replace("PORT", "web")))

    assert finding.where.field == "spec.ingress[0].ports[web].port"


@pytest.mark.parametrize("port", ["http", "8080"])
def test_silent_about_a_network_policy_that_opens_one(port: str) -> None:
    assert not list(port_name_missing.check(app(more=POLICY.replace("PORT", port))))


def test_a_sidecar_among_the_init_containers_has_ports_too() -> None:
    sidecar = "- name: warm\n        restartPolicy: Always\n        ports: [{name: proxy, containerPort: 9000}]"

    assert not list(port_name_missing.check(app(("- name: warm", sidecar), ("targetPort: http", "targetPort: proxy"))))


def test_an_init_container_s_ports_are_closed_when_it_ends() -> None:
    ports = "- name: warm\n        ports: [{name: proxy, containerPort: 9000}]"
    [finding] = port_name_missing.check(app(("- name: warm", ports), ("targetPort: http", "targetPort: proxy")))

    assert finding.where.object == "Service/backend"
