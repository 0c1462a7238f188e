"""What a load balancer of AWS is told of a Service."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.load_balancer import service_annotations
from constructs_lib.settings import Alb, GrpcProbe, Ingress, IngressPath, Probe, Service, ServicePort
from constructs_lib.settings.containers import AnyProbe
from tests.constructs_lib.making import profile


def told(protocol: str | None, readiness_probe: AnyProbe | None = None, **settings: Any) -> dict[str, str]:
    """The annotations of the Service to which calls of gRPC are led, without what is common to their names."""
    declared = {
        "ports": {"grpc": 50051},
        "services": {"grpc": Service(ports=[ServicePort("grpc", app_protocol=protocol)])},
        "ingress": Ingress("a.example.com", class_name="alb", alb=Alb(), paths=["/", IngressPath("/rpc", port="grpc")]),
        "readiness_probe": readiness_probe,
        **settings,
    }
    annotations = service_annotations("grpc", profile(**declared).settings)
    return {name.removeprefix("alb.ingress.kubernetes.io/"): value for name, value in annotations.items()}


def test_a_server_of_grpc_is_asked_for_its_health() -> None:
    assert told("grpc", GrpcProbe("grpc")) == {
        "backend-protocol-version": "GRPC",
        "healthcheck-path": "/grpc.health.v1.Health/Check",
        "healthcheck-port": "traffic-port",
        "success-codes": "0",
    }


@pytest.mark.parametrize("ready", [None, Probe("/ready"), GrpcProbe("http")])
def test_one_that_is_not_probed_so_has_but_to_answer(ready: AnyProbe | None) -> None:
    """The path of the Ingress would be none of gRPC."""
    assert told("grpc", ready) == {
        "backend-protocol-version": "GRPC",
        "healthcheck-path": "/AWS.ALB/healthcheck",
        "healthcheck-port": "traffic-port",
        "success-codes": "12",
    }


@pytest.mark.parametrize(
    ("protocol", "expected"),
    [
        ("kubernetes.io/h2c", {"backend-protocol-version": "HTTP2"}),
        ("https", {"backend-protocol": "HTTPS"}),
        ("http", {}),
        (None, {}),
    ],
)
def test_other_protocols(protocol: str | None, expected: dict[str, str]) -> None:
    assert told(protocol) == expected


def test_a_service_that_the_load_balancer_does_not_reach() -> None:
    assert told("grpc", ingress=None) == {}
