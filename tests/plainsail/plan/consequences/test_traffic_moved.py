"""Requests go elsewhere, or nowhere."""

from __future__ import annotations

from typing import Any

from tests.plainsail.plan.planted import ingress, manifest, told

NAME = "traffic_moved"


def service(*ports: dict[str, Any], **spec: Any) -> str:
    said = {"ports": list(ports or ({"port": 80, "name": "http", "targetPort": "http"},)), "selector": {"app": "a"}}
    return manifest("Service", said | spec)


def test_a_port_that_goes() -> None:
    after = service({"port": 8080, "name": "http", "targetPort": "http"})

    assert told(NAME, service(), after) == ["port 80 no longer answers"]


def test_a_port_that_leads_elsewhere() -> None:
    after = service({"port": 80, "name": "http", "targetPort": 8080})

    assert told(NAME, service(), after) == ["port 80 leads to 8080 of the pods instead of http"]


def test_a_port_with_another_name() -> None:
    after = service({"port": 80, "name": "web", "targetPort": "http"})

    assert told(NAME, service(), after) == ["port 80 is called web instead of http: what names it must follow"]


def test_other_pods() -> None:
    assert told(NAME, service(), service(selector={"app": "b"})) == [
        "it selects other pods: requests move as soon as it is applied"
    ]


def test_another_type() -> None:
    assert told(NAME, service(), service(type="NodePort")) == [
        "its type is NodePort instead of ClusterIP: addresses outside the cluster change"
    ]


def test_a_host_that_moves() -> None:
    assert told(NAME, ingress("a.example.com"), ingress("b.example.com")) == [
        "a.example.com no longer answers; b.example.com must lead here, and needs a certificate"
    ]


def test_a_host_that_goes_and_one_that_comes() -> None:
    both = ingress("a.example.com", "b.example.com")

    assert told(NAME, both, ingress("a.example.com")) == ["b.example.com no longer answers"]
    assert told(NAME, ingress("a.example.com"), both) == ["b.example.com must lead here, and needs a certificate"]


def test_a_path_that_goes() -> None:
    before = ingress("a.example.com", paths=("/", "/old"))

    assert told(NAME, before, ingress("a.example.com")) == ["a.example.com/old no longer answers"]


def test_a_path_that_is_matched_otherwise() -> None:
    before = ingress("a.example.com", paths=("/api",))

    assert told(NAME, before, before.replace("Prefix", "Exact")) == [
        "a.example.com/api is matched as Exact instead of Prefix"
    ]


def test_another_controller() -> None:
    after = ingress("a.example.com", spec={"ingressClassName": "nginx"})

    assert told(NAME, ingress("a.example.com"), after) == ["another controller serves it (nginx): its address changes"]


def test_another_load_balancer() -> None:
    before, after = (
        ingress("a.example.com", metadata={"annotations": {"alb.ingress.kubernetes.io/group.name": name}})
        for name in ("one", "two")
    )

    assert told(NAME, before, after) == [
        "its load balancer is replaced (alb.ingress.kubernetes.io/group.name): its address changes"
    ]


def test_what_leads_to_the_same_place_is_no_move() -> None:
    labelled = manifest("Service", {"ports": [{"port": 80}]}, metadata={"labels": {"a": "b"}})

    assert told(NAME, manifest("Service", {"ports": [{"port": 80}]}), labelled) == []
    assert told(NAME, service(), service({"port": 80, "name": "http", "targetPort": "http"}, {"port": 81})) == []
