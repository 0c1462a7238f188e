"""The check of the same name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plainsail.checks.network import network_policy_shuts_out
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted import together
from tests.plainsail.checks.planted_objects import Document, examined, ingress, service
from tests.plainsail.checks.planted_policies import deployment, foreign, policy

SERVICE = service(ports=[{"port": 80, "targetPort": "http"}])
WAYS = [SERVICE, ingress()]


def findings(*documents: Document) -> list[Finding]:
    return list(network_policy_shuts_out.check(examined(deployment(), *documents)))


def test_an_ingress_to_pods_that_nobody_may_reach() -> None:
    [finding] = findings(*WAYS, policy())

    assert finding.where.object == "Ingress/backend"
    assert finding.severity == "error"
    assert finding.message == "leads to Deployment/backend, and NetworkPolicy/policy lets nobody in on port 8080"


def test_milder_where_another_policy_may_stand_elsewhere() -> None:
    [finding] = network_policy_shuts_out.check(foreign(deployment(), *WAYS, policy()))

    assert finding.severity == "warning"


def test_silent_where_a_policy_of_another_file_names_no_namespace() -> None:
    """A folder of examples holds a default-deny beside applications of namespaces of their own."""
    shut = policy()
    del shut["metadata"]["namespace"]
    pods = foreign(deployment(), *WAYS)
    [elsewhere] = (replace(each, path="deny.yaml") for each in foreign(shut).resources)

    assert not list(network_policy_shuts_out.check(together(*pods.resources, elsewhere)))


@pytest.mark.parametrize("kind", ["LoadBalancer", "NodePort"])
def test_a_service_that_is_reached_from_outside(kind: str) -> None:
    outside = service(type=kind, ports=[{"port": 80, "targetPort": 8080}])
    [finding] = findings(outside, policy(policyTypes=["Ingress"]))

    assert finding.where.object == "Service/backend"


@pytest.mark.parametrize(
    "rule",
    [
        {"ports": [{"port": 80}]},
        {"ports": [{"port": "metrics"}]},
        {"ports": [{"port": 8080, "protocol": "UDP"}]},
        {"ports": [{"port": 9000, "endPort": 9100}]},
    ],
)
def test_only_other_ports_are_open(rule: Document) -> None:
    [finding] = findings(*WAYS, policy(ingress=[rule]))

    assert finding.severity == "error"


def test_only_pods_of_the_namespace_may() -> None:
    [finding] = findings(*WAYS, policy(ingress=[{"from": [{"podSelector": {"matchLabels": {"app": "backend"}}}]}]))

    assert finding.severity == "warning"
    assert finding.message.endswith("lets in only pods of the namespace on port 8080")


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"ports": [{"port": 8080}]},
        {"ports": [{"port": "http"}]},
        {"ports": [{"port": 8000, "endPort": 9000}]},
        {"ports": [{"protocol": "TCP"}]},
        {"from": [{"ipBlock": {"cidr": "10.0.0.0/16"}}]},
        {"from": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "ingress-nginx"}}}]},
    ],
)
def test_silent_where_somebody_may(rule: dict[str, Any]) -> None:
    assert not findings(*WAYS, policy("shut", pods={}), policy(ingress=[rule]))


def test_silent_about_policies_of_other_pods_and_other_directions() -> None:
    other = policy(pods={"matchLabels": {"app": "other"}})

    assert not findings(*WAYS, other, policy("out", policyTypes=["Egress"], egress=[]))


def test_silent_about_a_service_within_the_cluster() -> None:
    assert not findings(SERVICE, policy())


def test_policies_do_not_bind_the_host_s_network() -> None:
    tree = examined(deployment(hostNetwork=True), *WAYS, policy())

    assert not list(network_policy_shuts_out.check(tree))


def test_a_controller_in_the_namespace_may_be_who_asks() -> None:
    proxy = deployment(name="ingress-nginx")
    rule = {"from": [{"podSelector": {"matchLabels": {"app": "ingress-nginx"}}}]}

    assert not findings(*WAYS, proxy, policy(ingress=[rule]))
