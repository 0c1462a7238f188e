"""The check of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.checks.network import invalid_route
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted_objects import examined, made, told

BACKEND = {"name": "shop", "port": 80}
REDIRECT = {"type": "RequestRedirect", "requestRedirect": {"scheme": "https"}}
REWRITE = {"type": "URLRewrite", "urlRewrite": {"path": {"type": "ReplacePrefixMatch", "replacePrefixMatch": "/"}}}
HEADERS = {"type": "RequestHeaderModifier", "requestHeaderModifier": {"remove": ["a"]}}
MIRROR = {"backendRef": BACKEND}


def route(kind: str = "HTTPRoute", *, parents: list[Any] | None = None, **rule: Any) -> Manifests:
    spec = {"parentRefs": parents or [{"name": "edge"}], "rules": [rule]}
    return examined(made(kind, "gateway.networking.k8s.io/v1", spec=spec))


def path(value: str, kind: str = "PathPrefix") -> dict[str, Any]:
    return {"path": {"type": kind, "value": value}}


def mirror(**fields: Any) -> dict[str, Any]:
    return {"type": "RequestMirror", "requestMirror": MIRROR | fields}


def method(**fields: str) -> dict[str, Any]:
    return {"matches": [{"method": fields}]}


@pytest.mark.parametrize(
    ("rule", "field", "message"),
    [
        (
            {"filters": [{"type": "RequestRedirect"}]},
            "filters[0]",
            "is of type RequestRedirect, but has no requestRedirect",
        ),
        (
            {"filters": [REDIRECT | {"urlRewrite": {"hostname": "a"}}]},
            "filters[0].urlRewrite",
            "does not belong to a filter of type RequestRedirect",
        ),
        ({"filters": [HEADERS, HEADERS]}, "filters", "has filter RequestHeaderModifier twice"),
        (
            {"filters": [REDIRECT, REWRITE]},
            "filters",
            "redirects and rewrites at once; a request is either sent elsewhere or on",
        ),
        (
            {"filters": [REDIRECT], "backendRefs": [BACKEND]},
            "filters",
            "redirects, so the rule can have no backendRefs",
        ),
        (
            {"filters": [REWRITE], "matches": [path("/a"), path("/b")]},
            "filters",
            "replaces a prefix; the rule must have one match then, of type PathPrefix",
        ),
        (
            {"filters": [REWRITE], "matches": [path("/a", "Exact")]},
            "filters",
            "replaces a prefix; the rule must have one match then, of type PathPrefix",
        ),
        (
            {"filters": [{"type": "URLRewrite", "urlRewrite": {"path": {"type": "ReplaceFullPath"}}}]},
            "filters[0].urlRewrite.path",
            "is of type ReplaceFullPath, but has no replaceFullPath",
        ),
        (
            {"filters": [mirror(percent=1, fraction={"numerator": 1})]},
            "filters[0].requestMirror",
            "has percent and fraction; say one of them",
        ),
        (
            {"filters": [mirror(fraction={"numerator": 101})]},
            "filters[0].requestMirror.fraction",
            "is more than the whole",
        ),
        (
            {"filters": [{"type": "CORS", "cors": {"allowMethods": ["*", "GET"]}}]},
            "filters[0].cors.allowMethods",
            "has * beside others",
        ),
        (
            {"timeouts": {"request": "1s", "backendRequest": "1500ms"}},
            "timeouts",
            "gives a backend longer (backendRequest) than the whole request (request)",
        ),
        ({"matches": [path("api")]}, "matches[0].path.value", "api does not begin with a slash"),
        ({"matches": [path("/a//b")]}, "matches[0].path.value", "/a//b holds //, which proxies read differently"),
        ({"matches": [path("/a/..")]}, "matches[0].path.value", "/a/.. holds /.., which proxies read differently"),
        ({"matches": [path("/a b")]}, "matches[0].path.value", "/a b holds characters that a path has only as %.."),
        (
            {"backendRefs": [BACKEND | {"filters": [HEADERS, HEADERS]}]},
            "backendRefs[shop].filters",
            "has filter RequestHeaderModifier twice",
        ),
    ],
)
def test_what_the_api_server_refuses_in_a_rule(rule: dict[str, Any], field: str, message: str) -> None:
    manifests = route(**rule)

    assert not manifests.unsound
    assert told(invalid_route.check(manifests)) == [(f"spec.rules[0].{field}", message)]


@pytest.mark.parametrize(
    ("rule", "field", "message"),
    [
        (method(type="Exact"), "method", "names neither service nor method"),
        (method(service="a.b-c"), "method.service", "a.b-c is no name of a service of gRPC"),
        (method(service="a.b", method="9"), "method.method", "9 is no name of a method of gRPC"),
    ],
)
def test_what_the_api_server_refuses_of_grpc(rule: dict[str, Any], field: str, message: str) -> None:
    assert told(invalid_route.check(route("GRPCRoute", **rule))) == [(f"spec.rules[0].matches[0].{field}", message)]


@pytest.mark.parametrize(
    ("second", "message"),
    [
        ({}, "names Gateway/edge a second time, and no other listener of it"),
        ({"sectionName": "web"}, "names Gateway/edge beside another; each needs its sectionName then"),
    ],
)
def test_a_gateway_named_twice(second: dict[str, Any], message: str) -> None:
    parents = [{"name": "edge"}, {"name": "edge", **second}]

    assert told(invalid_route.check(route(parents=parents))) == [("spec.parentRefs[1]", message)]


@pytest.mark.parametrize(
    "rule",
    [
        {"backendRefs": [BACKEND], "filters": [HEADERS, mirror(percent=5), mirror()]},
        {"filters": [REDIRECT]},
        {"filters": [REWRITE], "backendRefs": [BACKEND]},
        {"filters": [REWRITE], "matches": [path("/a")], "backendRefs": [BACKEND]},
        {"matches": [path("[a", "RegularExpression")]},
        {"timeouts": {"request": "0s", "backendRequest": "5s"}},
        {"timeouts": {"request": "1m30s", "backendRequest": "90s"}},
    ],
)
def test_silent_about_the_sound(rule: dict[str, Any]) -> None:
    manifests = route(**rule)

    assert not manifests.unsound
    assert not list(invalid_route.check(manifests))


def test_silent_about_two_listeners_of_one_gateway() -> None:
    parents = [{"name": "edge", "sectionName": "web"}, {"name": "edge", "sectionName": "tls"}, {"name": "other"}]

    assert not list(invalid_route.check(route(parents=parents)))
