"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import route_attaches_to_nothing
from tests.plainsail.checks.planted_ingress import foreign


def _gateway(listener: str = "name: web, port: 80, protocol: HTTP", namespace: str = "edge") -> str:
    return f"""
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {{name: edge, namespace: {namespace}}}
spec: {{gatewayClassName: a, listeners: [{{{listener}}}]}}
"""


def _route(parent: str = "", host: str = "shop.example.com", namespace: str = "edge") -> str:
    return f"""
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {{name: shop, namespace: {namespace}}}
spec: {{hostnames: ["{host}"], parentRefs: [{{name: edge, namespace: edge{parent}}}]}}
"""


@pytest.mark.parametrize(
    ("gateway", "route", "message"),
    [
        (_gateway(), _route(", sectionName: wev"), "Gateway/edge has no listener wev; did you mean 'web'?"),
        (_gateway(), _route(", port: 443"), "Gateway/edge has no listener on port 443"),
        (
            _gateway(),
            _route(namespace="shop"),
            "Gateway/edge takes routes of its own namespace edge alone (allowedRoutes)",
        ),
        (
            _gateway("name: web, port: 80, hostname: '*.example.org'"),
            _route(),
            "shop.example.com is no host of Gateway/edge, which listens for *.example.org",
        ),
        (_gateway("name: db, port: 5432, protocol: TCP"), _route(), "Gateway/edge has no listener for HTTPRoutes"),
        (
            _gateway("name: web, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}]}"),
            _route(),
            "Gateway/edge has no listener for HTTPRoutes",
        ),
    ],
)
def test_a_gateway_that_does_not_take_the_route(gateway: str, route: str, message: str) -> None:
    [finding] = route_attaches_to_nothing.check(foreign(gateway, route))

    assert finding.message == message


@pytest.mark.parametrize(
    ("gateway", "route"),
    [
        (_gateway(), _route(", sectionName: web")),
        (_gateway("name: web, port: 80, allowedRoutes: {namespaces: {from: All}}"), _route(namespace="shop")),
        (_gateway("name: web, port: 80, hostname: '*.example.com'"), _route()),
        (_gateway("name: web, port: 80, hostname: shop.example.com"), _route(host="*.example.com")),
        (_gateway("name: web, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: HTTPRoute}]}"), _route()),
        (_gateway("name: web, port: 80, protocol: HTTP"), _route().replace("HTTPRoute", "GRPCRoute")),
        (_gateway("name: web, port: 80, protocol: example.com/own"), _route()),
        (_gateway(namespace="other"), _route(", sectionName: none")),
        (_gateway(), _route(", kind: Service, sectionName: none")),
    ],
)
def test_silent_about_what_is_taken_or_not_known(gateway: str, route: str) -> None:
    assert not list(route_attaches_to_nothing.check(foreign(gateway, route)))
