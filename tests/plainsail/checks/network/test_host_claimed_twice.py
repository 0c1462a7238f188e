"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import host_claimed_twice
from plainsail.manifests.manifests import Manifests
from tests.plainsail.checks.planted import resources, together
from tests.plainsail.checks.planted_ingress import alb, foreign, ingress, ours

_TWO_DOORS = [
    (alb(scheme="internal"), alb(scheme="internet-facing")),
    (alb(listen_ports='[{"HTTP": 80}]'), alb(listen_ports='[{"HTTPS": 443}]')),
    ({}, {"nginx.ingress.kubernetes.io/canary": "true"}),
    ({"nginx.org/mergeable-ingress-type": "master"}, {"nginx.org/mergeable-ingress-type": "minion"}),
    (
        {"traefik.ingress.kubernetes.io/router.entrypoints": "web"},
        {"traefik.ingress.kubernetes.io/router.entrypoints": "websecure"},
    ),
    ({}, alb(conditions__shop="[]")),
]

ROUTE = """
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: NAME, namespace: shop}
spec:
  parentRefs: [{name: gateway}]
  hostnames: [shop.example.com]
  rules: [{matches: [{path: {type: PathPrefix, value: /}MORE}], backendRefs: [{name: shop, port: 80}]}]
"""


def _in_environments(staging: str, production: str) -> Manifests:
    return together(
        *resources(ingress(host=staging), environment="staging"),
        *resources(ingress(host=production), environment="production"),
    )


def test_two_ingresses_of_one_class() -> None:
    [finding] = host_claimed_twice.check(ours(ingress(), ingress(name="other", namespace="back")))

    assert finding.message == "shop.example.com/ is claimed by Ingress/shop in shop"
    assert finding.severity is None


def test_many_ingresses_of_one_host_are_told_one_by_one() -> None:
    found = list(host_claimed_twice.check(ours(*(ingress(name=f"shop-{n}") for n in range(12)))))

    assert len(found) == 11


def test_somebodys_files_may_be_alternatives() -> None:
    one, other = (resources(ingress(name=name), environment=None, app=None) for name in ("one", "other"))
    [finding] = host_claimed_twice.check(together(*one, *other))

    assert finding.severity == "info"


@pytest.mark.parametrize(
    ("staging", "production"),
    [
        ("shop.staging.example.com", "shop.staging.example.com"),
        ("shop.example.com", "shop.example.com"),
    ],
)
def test_production_keeps_the_host_of_staging(staging: str, production: str) -> None:
    [finding] = host_claimed_twice.check(_in_environments(staging, production))

    assert finding.message == f"production and staging both claim {staging}/: DNS leads to one of them"
    assert {cause.where.environment for cause in finding.causes} == {"staging", "production"}


def test_the_host_tells_whose_it_is() -> None:
    [finding] = host_claimed_twice.check(_in_environments("shop.staging.example.com", "shop.staging.example.com"))

    assert finding.where.environment == "production"


@pytest.mark.parametrize(("one", "other"), _TWO_DOORS)
def test_silent_about_what_more_than_the_path_tells_apart(one: dict[str, str], other: dict[str, str]) -> None:
    assert not list(host_claimed_twice.check(ours(ingress(one), ingress(other, name="other"))))


def test_silent_about_other_classes_paths_and_hosts() -> None:
    texts = (
        ingress(),
        ingress(name="a", class_name="nginx"),
        ingress(name="b", path="/api"),
        ingress(name="c", path_type="Exact"),
        ingress(name="d", host="other.example.com"),
    )

    assert not list(host_claimed_twice.check(ours(*texts)))
    assert not list(host_claimed_twice.check(_in_environments("shop.staging.example.com", "shop.example.com")))
    assert not list(host_claimed_twice.check(_in_environments("", "")))


def test_two_routes_of_one_gateway_are_legal() -> None:
    one, other = (ROUTE.replace("NAME", name).replace("MORE", "") for name in ("one", "other"))
    [finding] = host_claimed_twice.check(foreign(one, other))

    assert finding.message == "shop.example.com/ is claimed by HTTPRoute/one too; the Gateway takes the older one"
    assert finding.severity == "info"


def test_silent_about_routes_of_other_methods() -> None:
    one = ROUTE.replace("NAME", "one").replace("MORE", "")
    other = ROUTE.replace("NAME", "other").replace("MORE", ", method: POST")

    assert not list(host_claimed_twice.check(foreign(one, other)))
