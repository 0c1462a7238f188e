"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.network import egress_without_dns
from plainsail.findings.finding import Finding
from tests.plainsail.checks.planted_objects import Document, container, examined, pod_spec, workload
from tests.plainsail.checks.planted_policies import DNS, deployment, foreign, policy

DATABASE = {"to": [{"podSelector": {"matchLabels": {"app": "db"}}}], "ports": [{"port": 5432}]}


def findings(*documents: Document) -> list[Finding]:
    return list(egress_without_dns.check(examined(deployment(), *documents)))


def test_a_database_whose_name_does_not_resolve() -> None:
    [finding] = findings(policy(policyTypes=["Egress"], egress=[DATABASE]))

    assert finding.severity == "warning"
    assert finding.where.field == "spec.egress"
    assert finding.message == "opens no port 53: no name resolves, for Deployment/backend"


def test_a_port_without_protocol_is_tcp() -> None:
    [finding] = findings(policy(egress=[DATABASE, {"ports": [{"port": 53}]}]))

    assert finding.message == "opens port 53 for TCP alone, and DNS asks over UDP, for Deployment/backend"


@pytest.mark.parametrize(
    "rule",
    [
        DNS,
        {},
        {"ports": [{"port": 53, "protocol": "UDP"}]},
        {"ports": [{"port": "dns", "protocol": "UDP"}]},
        {"ports": [{"port": 1, "endPort": 65535, "protocol": "UDP"}]},
        {"to": [{"namespaceSelector": {}}]},
        {"to": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}}]},
        {"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]},
    ],
)
def test_silent_where_dns_is_reached(rule: dict[str, Any]) -> None:
    assert not findings(policy(egress=[DATABASE, rule]))


def test_another_policy_may_open_it() -> None:
    assert not findings(policy(egress=[DATABASE]), policy("dns", pods={}, policyTypes=["Egress"], egress=[DNS]))


def test_each_set_of_policies_is_judged_for_its_own_pods() -> None:
    shut = policy("shut", pods={}, policyTypes=["Egress"], egress=[DATABASE])
    tree = examined(deployment(), deployment(name="other"), shut, policy(egress=[DNS]))
    [finding] = egress_without_dns.check(tree)

    assert finding.message.endswith("for Deployment/other")


def test_silent_about_pods_that_are_free_to_go() -> None:
    assert not findings(policy(ingress=[]), policy("other", pods={"matchLabels": {"app": "other"}}, egress=[DNS]))


@pytest.mark.parametrize(("value", "count"), [("redis://cache:6379", 1), ("blue", 0)])
def test_nobody_is_reached_though_a_variable_names_a_host(value: str, count: int) -> None:
    app = workload(pod=pod_spec(container(env=[{"name": "COLOUR", "value": value}])))
    found = list(egress_without_dns.check(examined(app, policy(policyTypes=["Egress"]))))

    assert [finding.severity for finding in found] == ["info"] * count


def test_milder_where_the_pods_are_not_here() -> None:
    [finding] = egress_without_dns.check(foreign(policy(egress=[DATABASE])))

    assert finding.severity == "info"
