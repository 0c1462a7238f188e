"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.network import network_policy_misses_port
from tests.plainsail.checks.planted_objects import Document, container, cron_job, examined, pod_spec, service, workload
from tests.plainsail.checks.planted_policies import deployment, foreign, policy


def opening(*ports: Document) -> Document:
    return policy(ingress=[{"ports": list(ports)}])


def test_the_port_of_the_service_is_not_the_pod_s() -> None:
    front = service(ports=[{"port": 80, "targetPort": "http"}])
    tree = [deployment(), front, opening({"port": 80})]
    [finding] = network_policy_misses_port.check(foreign(*tree))

    assert finding.severity is None
    assert finding.where.field == "spec.ingress[0].ports[80].port"
    assert finding.message == (
        "opens TCP port 80, which no container of Deployment/backend has: it is on 8080; "
        "Service/backend has it, and a policy is about the pod's port"
    )
    assert list(network_policy_misses_port.check(examined(*tree)))


def test_a_port_that_nobody_declares_is_doubted_in_a_project_alone() -> None:
    tree = [deployment(), opening({"port": 9090})]
    [ours] = network_policy_misses_port.check(examined(*tree))
    [theirs] = network_policy_misses_port.check(foreign(*tree))

    assert (ours.severity, theirs.severity) == (None, "info")


def test_the_right_number_of_the_wrong_protocol() -> None:
    assert list(network_policy_misses_port.check(examined(deployment(), opening({"port": 8080, "protocol": "UDP"}))))


@pytest.mark.parametrize(
    "port", [{"port": 8080}, {"port": "http"}, {"port": 8000, "endPort": 9000}, {"protocol": "TCP"}, {"port": "lost"}]
)
def test_silent_about_a_port_that_pods_have_or_that_another_check_looks_for(port: dict[str, Any]) -> None:
    assert not list(network_policy_misses_port.check(examined(deployment(), opening(port))))


def test_silent_where_pods_declare_no_ports() -> None:
    assert not list(network_policy_misses_port.check(examined(workload(), opening({"port": 80}))))


def test_the_pods_of_jobs_serve_nobody() -> None:
    job = cron_job(pod_spec(restartPolicy="Never"))
    job["spec"]["jobTemplate"]["spec"]["template"]["metadata"] = {"labels": {"app": "backend"}}

    assert list(network_policy_misses_port.check(examined(deployment(), job, opening({"port": 80}))))


def test_a_probe_tells_a_port_as_well() -> None:
    probed = container(ports=[{"containerPort": 8080}], readinessProbe={"httpGet": {"path": "/", "port": 9000}})

    assert not list(network_policy_misses_port.check(examined(workload(pod=pod_spec(probed)), opening({"port": 9000}))))


@pytest.mark.parametrize(("port", "count"), [(5432, 1), (8080, 0), ("lost", 1), ("http", 0)])
def test_where_pods_may_go(port: int | str, count: int) -> None:
    peers = [
        {
            "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "data"}},
            "podSelector": {"matchLabels": {"app": "store"}},
        }
    ]
    tree = examined(
        deployment(),
        deployment(name="store", namespace="data"),
        policy(egress=[{"to": peers, "ports": [{"port": port}]}]),
    )

    assert len(list(network_policy_misses_port.check(tree))) == count


def test_silent_about_peers_that_others_make() -> None:
    peers = [{"ipBlock": {"cidr": "10.0.0.0/8"}}, {"podSelector": {}}]

    assert not list(
        network_policy_misses_port.check(
            examined(deployment(), policy(egress=[{"to": peers, "ports": [{"port": 5432}]}]))
        )
    )
