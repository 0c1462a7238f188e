"""GRPCRoutes."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from constructs_lib.grpc_route import AppGrpcRoute
from constructs_lib.settings import Service
from tests.constructs_lib.making import chart, profile, rendered
from tests.samples.routes import GRPC_ROUTE


def test_every_field(snapshot: SnapshotAssertion) -> None:
    scope = chart()
    services = {"grpc": Service(ports=["grpc"]), "rpc": Service(port=81, ports=["admin"])}
    of = profile(ports={"grpc": 50051, "admin": 8081}, services=services)
    AppGrpcRoute(scope, "It", profile=of, route=GRPC_ROUTE)

    assert rendered(scope) == snapshot
