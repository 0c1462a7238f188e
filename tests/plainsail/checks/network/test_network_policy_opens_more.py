"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import network_policy_opens_more
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_objects import Document, examined, service
from tests.plainsail.checks.planted_policies import DNS, deployment, foreign, policy


def findings(tree: Manifests) -> list[Finding]:
    return list(network_policy_opens_more.check(tree))


@pytest.mark.parametrize(
    ("ports", "severity", "message"),
    [
        ([{}], None, "names no port, which opens every TCP port"),
        ([{"protocol": "UDP"}], "info", "names no port, which opens every UDP port"),
        (
            [{"port": 80}, {"protocol": "TCP"}],
            None,
            "names no port, which opens every TCP port, whatever the others name",
        ),
    ],
)
def test_a_port_that_is_left_empty(ports: list[Document], severity: Severity | None, message: str) -> None:
    [finding] = findings(foreign(policy(ingress=[{"ports": ports}])))

    assert (finding.severity, finding.message) == (severity, message)


def test_an_empty_list_is_everybody() -> None:
    [finding] = findings(examined(policy(ingress=[{"from": []}])))

    assert finding.severity == "info"
    assert finding.where.field == "spec.ingress[0].from"


def test_rules_that_are_not_read() -> None:
    [finding] = findings(examined(policy(policyTypes=["Ingress"], egress=[DNS])))

    assert finding.message == "the rules of egress are not read: policyTypes does not hold Egress"


def test_a_policy_about_egress_that_shuts_ingress() -> None:
    [finding] = findings(examined(deployment(), service(), policy(egress=[DNS])))

    assert finding.message == (
        "without policyTypes it lets nobody in to Deployment/backend either, which Service/backend leads to"
    )


@pytest.mark.parametrize(
    "spec",
    [
        {"policyTypes": ["Egress"], "egress": [DNS]},
        {"ingress": [{"ports": [{"port": 8080}]}], "egress": [DNS]},
        {"policyTypes": ["Ingress", "Egress"]},
        {"ingress": [{}]},
    ],
    ids=["it says so", "somebody comes in", "nothing at all", "everybody"],
)
def test_silent_about_what_is_said(spec: Document) -> None:
    assert not findings(examined(deployment(), service(), policy(**spec)))


def test_silent_where_another_policy_lets_somebody_in() -> None:
    assert not findings(examined(deployment(), service(), policy(egress=[DNS]), policy("in", ingress=[{}])))
