"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.network import invalid_network_policy
from tests.plainsail.checks.planted_objects import Document, examined, made, told


def _policy(**rule: Any) -> Document:
    return made("NetworkPolicy", "networking.k8s.io/v1", spec={"podSelector": {}, "egress": [rule]})


@pytest.mark.parametrize(
    ("rule", "field", "message"),
    [
        ({"to": [{}]}, ".to[0]", "names nobody"),
        ({"to": [{"ipBlock": {"cidr": "10.0.0.0/8"}, "podSelector": {}}]}, ".to[0]", "has ipBlock beside a selector"),
        (
            {"to": [{"ipBlock": {"cidr": "10.0.0.1"}}]},
            ".to[0].ipBlock.cidr",
            "'10.0.0.1' is no network, such as 10.0.0.0/8",
        ),
        (
            {"to": [{"ipBlock": {"cidr": "10.0.0.0/8", "except": ["192.168.0.0/16"]}}]},
            ".to[0].ipBlock.except[0]",
            "'192.168.0.0/16' is no part of 10.0.0.0/8",
        ),
        ({"ports": [{"port": 90, "endPort": 80}]}, ".ports[90].endPort", "endPort 80 is below port 90"),
        ({"ports": [{"port": "http", "endPort": 80}]}, ".ports[http].endPort", "stands without a port's number"),
    ],
)
def test_refused(rule: Document, field: str, message: str) -> None:
    [finding] = invalid_network_policy.check(examined(_policy(**rule)))

    assert (finding.where.field, finding.message) == (f"spec.egress[0]{field}", message)


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"to": [{"namespaceSelector": {}, "podSelector": {}}], "ports": [{"port": 53, "protocol": "UDP"}]},
        {"to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["169.254.169.254/32"]}}]},
        {"to": [{"ipBlock": {"cidr": "fd00::/8", "except": ["fd00::/16"]}}], "ports": [{"port": 80, "endPort": 90}]},
    ],
)
def test_silent_on_sound_ones(rule: Document) -> None:
    assert not told(invalid_network_policy.check(examined(_policy(**rule))))
