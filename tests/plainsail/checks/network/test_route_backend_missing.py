"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import route_backend_missing
from tests.plainsail.checks.planted_ingress import foreign, ours, service

GRANT = """
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: shop, namespace: shop}
spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: front}], to: [{group: "", kind: Service}]}
"""


def _route(backend: str, namespace: str = "shop") -> str:
    return f"""
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {{name: shop, namespace: {namespace}}}
spec: {{parentRefs: [{{name: gateway}}], rules: [{{backendRefs: [{backend}]}}]}}
"""


@pytest.mark.parametrize(
    ("backend", "message"),
    [
        ("{name: front, port: 80}", "there is no Service/front"),
        ("{name: shop, port: 8080}", "Service/shop has no port 8080; it has 80"),
        ("{name: shop}", "names no port of Service/shop"),
    ],
)
def test_a_backend_that_is_not_there(backend: str, message: str) -> None:
    [finding] = route_backend_missing.check(ours(_route(backend), service()))

    assert finding.message == message
    assert finding.severity is None


def test_in_somebodys_yaml_only_ports_are_certain() -> None:
    assert not list(route_backend_missing.check(foreign(_route("{name: front, port: 80}"), service())))
    assert list(route_backend_missing.check(foreign(_route("{name: shop, port: 8080}"), service())))


def test_another_namespace_must_let_it_in() -> None:
    route = _route("{name: shop, namespace: shop, port: 80}", namespace="front")
    [finding] = route_backend_missing.check(ours(route, service()))

    assert finding.message == "leads to namespace shop, in which no ReferenceGrant lets HTTPRoutes of this one in"
    assert finding.severity == "warning"
    assert not list(route_backend_missing.check(ours(route, service(), GRANT)))


@pytest.mark.parametrize(
    ("said", "instead"),
    [("HTTPRoute", "GRPCRoute"), ("Service}", "Service, name: front}"), ("kind: Service", "kind: Secret")],
)
def test_a_grant_lets_in_what_it_names(said: str, instead: str) -> None:
    route = _route("{name: shop, namespace: shop, port: 80}", namespace="front")
    by_name = GRANT.replace("Service}", "Service, name: shop}")

    assert list(route_backend_missing.check(ours(route, service(), GRANT.replace(said, instead))))
    assert not list(route_backend_missing.check(ours(route, service(), by_name)))


@pytest.mark.parametrize(
    "backend",
    ["{name: shop, port: 80}", "{name: lambda, kind: Function, group: example.com}", "{name: 1}", "text"],
)
def test_silent_about_the_sound_and_about_what_is_no_service(backend: str) -> None:
    assert not list(route_backend_missing.check(ours(_route(backend), service())))
