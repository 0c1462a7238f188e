"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import invalid_service
from tests.plainsail.checks.planted_objects import Document, examined, service, told

TWO = [{"port": 80}, {"port": 443, "name": "https"}]


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"ports": []}, "ports", "has no port, which a ClusterIP needs"),
        ({"ports": TWO}, "ports", "has several ports, and not each has a name"),
        ({"type": "LoadBalancer", "clusterIP": "None"}, "clusterIP", "a LoadBalancer cannot be headless"),
        ({"ports": [{"port": 80, "nodePort": 30080}]}, "ports[80].nodePort", "a ClusterIP takes none"),
        ({"externalTrafficPolicy": "Local"}, "externalTrafficPolicy", "a ClusterIP has no externalTrafficPolicy"),
        ({"loadBalancerClass": "x"}, "loadBalancerClass", "a ClusterIP has no loadBalancerClass"),
        ({"type": "ExternalName"}, "externalName", "an ExternalName needs externalName"),
        (
            {"sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 5}}},
            "sessionAffinityConfig",
            "belongs to sessionAffinity: ClientIP, and is dropped without it",
        ),
    ],
)
def test_contradiction(fields: Document, field: str, message: str) -> None:
    [finding] = invalid_service.check(examined(service(**fields)))

    assert (finding.where.field, finding.message) == (f"spec.{field}", message)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"clusterIP": "None", "ports": None},
        {"type": "ExternalName", "externalName": "example.com", "ports": None},
        {"type": "LoadBalancer", "externalTrafficPolicy": "Local", "loadBalancerClass": "service.k8s.aws/nlb"},
        {"type": "NodePort", "ports": [{"port": 80, "nodePort": 30080}]},
        {"sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 5}}},
    ],
)
def test_silent_on_services_of_each_type(fields: Document) -> None:
    assert not told(invalid_service.check(examined(service(**fields), environment=None, app=None)))
