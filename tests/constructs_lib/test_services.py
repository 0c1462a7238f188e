"""The Service that clients call, and the one that names each pod."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from constructs_lib.services import app_service, headless_service
from constructs_lib.settings import Service, ServicePort
from tests.constructs_lib.making import IDENTITY, chart, rendered


def test_each_port_under_its_own_number(snapshot: SnapshotAssertion) -> None:
    scope = chart()
    ports = [ServicePort("api", port=8080), ServicePort("metrics", port=9090)]
    app_service(scope, "It", identity=IDENTITY, component="web", service=Service(), ports=ports)

    assert rendered(scope) == snapshot


def test_another_number_than_the_pods() -> None:
    scope = chart()
    ports = Service(port=80).leads_to({"api": 8080}, otherwise=["api"]).values()
    app_service(scope, "It", identity=IDENTITY, component="web", service=Service(port=80), ports=ports)
    [service] = rendered(scope)

    assert [(port["port"], port["targetPort"]) for port in service["spec"]["ports"]] == [(80, "api")]


def test_another_service_of_the_same_pods(snapshot: SnapshotAssertion) -> None:
    """Its name tells it apart; annotations of the settings win."""
    scope = chart()
    app_service(
        scope,
        "It",
        identity=IDENTITY,
        component="web",
        part="grpc",
        service=Service(headless=True, annotations={"a": "settings"}),
        ports=[ServicePort("grpc", port=50051, app_protocol="kubernetes.io/h2c")],
        annotations={"a": "construct", "b": "construct"},
    )

    assert rendered(scope) == snapshot


def test_pods_find_each_other_before_they_are_ready(snapshot: SnapshotAssertion) -> None:
    scope = chart()
    headless_service(scope, "It", identity=IDENTITY, part="pods", component="stateful", ports={"peer": 7000})

    assert rendered(scope) == snapshot
