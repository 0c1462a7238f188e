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


def test_a_headless_service_stays_one() -> None:
    assert told(NAME, service(clusterIP="None"), service()) == [
        "it stays headless: an address comes only with a Service that is deleted and made again"
    ]


def test_another_protocol() -> None:
    port = {"port": 80, "name": "http", "targetPort": "http"}

    assert told(NAME, service(port), service(port | {"appProtocol": "kubernetes.io/h2c"})) == [
        "port 80 is said to speak kubernetes.io/h2c instead of no protocol"
    ]


def route(*hosts: str, kind: str = "HTTPRoute", gateway: str = "public", **led: str) -> str:
    """A route of one rule for each path, `led` to a Service."""
    rules = [
        {
            "matches": [{"path": {"type": "PathPrefix", "value": f"/{path}"}}],
            "backendRefs": [{"name": name, "port": 80}],
        }
        for path, name in led.items()
    ]
    spec = {"parentRefs": [{"name": gateway, "namespace": "gateways"}], "hostnames": list(hosts), "rules": rules}
    return manifest(kind, spec, api="gateway.networking.k8s.io/v1")


def test_a_host_of_a_route() -> None:
    assert told(NAME, route("a.example.com", a="one"), route("b.example.com", a="one")) == [
        "a.example.com no longer answers here; b.example.com must lead to the Gateway"
    ]


def test_another_gateway() -> None:
    assert told(NAME, route(a="one"), route(gateway="other", a="one")) == [
        "Gateway gateways/public brings no requests here any more"
    ]


def test_rules_that_go_and_lead_elsewhere() -> None:
    assert told(NAME, route(a="one", b="one"), route(a="two")) == [
        "/b no longer answers; /a leads to two:80 instead of one:80"
    ]


def test_calls_of_grpc() -> None:
    before, after = (
        manifest(
            "GRPCRoute",
            {
                "rules": [
                    {
                        "matches": [{"method": {"service": service}, "headers": [{"name": "a", "value": "b"}]}],
                        "backendRefs": [{"name": "one", "port": 80}, {"name": "two", "port": 80, "weight": 9}],
                    }
                ]
            },
            api="gateway.networking.k8s.io/v1",
        )
        for service in ("shop.Orders", "shop.Carts")
    )

    assert told(NAME, before, after) == ["shop.Orders/* with a=b no longer answers"]


def test_a_rule_that_comes_moves_nothing() -> None:
    assert told(NAME, route(a="one"), route(a="one", b="two")) == []
