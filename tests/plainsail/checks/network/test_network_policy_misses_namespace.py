"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import network_policy_misses_namespace
from plainsail.findings.finding import Finding
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_objects import Document, examined
from tests.plainsail.checks.planted_policies import deployment, foreign, policy, space


def named(key: str, value: str = "monitoring") -> Document:
    return policy(ingress=[{"from": [{"namespaceSelector": {"matchLabels": {key: value}}}]}])


def findings(tree: Manifests) -> list[Finding]:
    return list(network_policy_misses_namespace.check(tree))


def test_a_namespace_by_a_label_that_it_does_not_have() -> None:
    [finding] = findings(foreign(deployment(), space("monitoring"), named("name")))

    assert finding.severity is None
    assert finding.where.field == "spec.ingress[0].from[0].namespaceSelector.matchLabels.name"
    assert finding.message == (
        "Namespace/monitoring has no label name=monitoring; that of its name is kubernetes.io/metadata.name"
    )


def test_a_namespace_that_somebody_may_have_labelled() -> None:
    [ours], [theirs] = findings(examined(named("name"))), findings(foreign(named("name")))

    assert (ours.severity, theirs.severity) == ("warning", "info")


@pytest.mark.parametrize("key", ["kubernetes.io/metadata.name", "team"])
def test_silent_about_other_labels(key: str) -> None:
    assert not findings(examined(space("monitoring"), named(key)))


def test_silent_where_the_namespace_has_the_label() -> None:
    assert not findings(examined(space("monitoring", name="monitoring"), named("name")))


def test_pods_of_another_namespace_without_naming_it() -> None:
    peer = {"podSelector": {"matchLabels": {"app": "prometheus"}}}
    [finding] = findings(
        examined(
            deployment(), deployment(name="prometheus", namespace="monitoring"), policy(ingress=[{"from": [peer]}])
        )
    )

    assert finding.message == (
        "app=prometheus matches no pod of namespace backend; Deployment/prometheus is in monitoring, "
        "which takes a namespaceSelector beside it"
    )


def test_two_items_where_one_was_meant() -> None:
    peers = [
        {"namespaceSelector": {"matchLabels": {"team": "data"}}},
        {"podSelector": {"matchLabels": {"app": "prometheus"}}},
    ]
    [finding] = findings(examined(deployment(), policy(ingress=[{"from": peers}])))

    assert finding.severity == "info"
    assert not findings(examined(deployment(), deployment(name="prometheus"), policy(ingress=[{"from": peers}])))
    assert not findings(examined(deployment(), policy(ingress=[{"from": [peers[0] | peers[1]]}])))
