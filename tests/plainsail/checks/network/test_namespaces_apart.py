"""The check of the same name."""

from __future__ import annotations

from plainsail.checks.network import namespaces_apart
from tests.plainsail.checks.planted_ingress import foreign, ingress, ours, service

POD = """
---
apiVersion: v1
kind: Pod
metadata: {name: shop, namespace: SPACE, labels: {app: shop, tier: web}}
spec: {containers: [{name: app, image: a}]}
"""


def test_an_ingress_of_another_namespace() -> None:
    [finding] = namespaces_apart.check(foreign(ingress(namespace="front"), service(), POD.replace("SPACE", "shop")))

    assert finding.message == "Service/shop stands in namespace shop; an Ingress leads to its own alone"
    assert finding.where.field == "spec.rules[shop.example.com].http.paths[/].backend"


def test_pods_of_another_namespace() -> None:
    [finding] = namespaces_apart.check(foreign(service(), POD.replace("SPACE", "back")))

    assert finding.message == "its pods are those of Pod/shop in namespace back; a Service selects in its own alone"


def test_silent_where_they_meet_and_where_nothing_is_known() -> None:
    assert not list(namespaces_apart.check(foreign(ingress(), service(), POD.replace("SPACE", "shop"))))
    assert not list(namespaces_apart.check(foreign(ingress(namespace="front"))))
    assert not list(namespaces_apart.check(foreign(service())))
    assert not list(namespaces_apart.check(foreign(service(), POD.replace("namespace: SPACE, ", ""))))


def test_a_projects_own_tree_is_others_matter() -> None:
    assert not list(namespaces_apart.check(ours(ingress(namespace="front"), service(), POD.replace("SPACE", "back"))))
