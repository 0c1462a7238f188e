"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import node_port_out_of_range
from tests.plainsail.checks.planted_objects import Document, examined, service
from tests.plainsail.checks.planted_policies import foreign


def outside(port: int, **spec: object) -> Document:
    return service(**{"type": "NodePort", "ports": [{"port": 80, "nodePort": port}], **spec})


def test_a_node_port_that_the_api_server_does_not_give_out() -> None:
    [ours] = node_port_out_of_range.check(examined(outside(8080)))
    [theirs] = node_port_out_of_range.check(foreign(outside(8080)))

    assert ours.where.field == "spec.ports[80].nodePort"
    assert ours.message == "8080 is not within 30000 to 32767"
    assert (ours.severity, theirs.severity) == ("error", "warning")


def test_the_port_of_health_checks() -> None:
    [finding] = node_port_out_of_range.check(
        examined(outside(30080, type="LoadBalancer", externalTrafficPolicy="Local", healthCheckNodePort=29999))
    )

    assert finding.where.field == "spec.healthCheckNodePort"


@pytest.mark.parametrize("port", [0, 30000, 32767])
def test_silent_within_the_range(port: int) -> None:
    assert not list(node_port_out_of_range.check(examined(outside(port))))
