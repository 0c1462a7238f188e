"""HTTPRoutes."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from constructs_lib.http_route import AppHttpRoute
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import HttpRoute, HttpRule, ParentRef, RequestRedirect, Service
from tests.constructs_lib.making import chart, profile, rendered
from tests.samples.routes import HTTP_ROUTE


def routes(route: HttpRoute) -> list[Document]:
    scope = chart()
    of = profile(ports={"grpc": 50051}, services={"rpc": Service(port=81, ports=["grpc"])})
    AppHttpRoute(scope, "It", profile=of, route=route)
    return rendered(scope)


def test_every_field(snapshot: SnapshotAssertion) -> None:
    assert routes(HTTP_ROUTE) == snapshot


def test_the_least() -> None:
    """Every request goes to the app; nothing is said of hosts."""
    [route] = routes(HttpRoute(parents=[ParentRef("public")]))

    assert route["spec"] == {
        "parentRefs": [{"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "public"}],
        "rules": [
            {
                "matches": [{"path": {"type": "PathPrefix", "value": "/"}}],
                "backendRefs": [{"group": "", "kind": "Service", "name": "shop", "port": 8080, "weight": 1}],
            }
        ],
    }


def test_a_redirect_leads_nowhere() -> None:
    rule = HttpRule(redirect=RequestRedirect(scheme="https"))
    [route] = routes(HttpRoute(parents=[ParentRef("public")], rules=[rule]))

    assert "backendRefs" not in route["spec"]["rules"][0]
