"""Ingresses."""

from __future__ import annotations

from typing import Any

from syrupy.assertion import SnapshotAssertion

from constructs_lib.ingress import AppIngress
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import (
    Alb,
    Certificate,
    Ingress,
    IngressPath,
    IngressRule,
    IssuerRef,
    Probe,
    Service,
    ServicePort,
    TcpProbe,
    Tls,
)
from constructs_lib.settings.containers import AnyProbe
from tests.constructs_lib.making import chart, profile, rendered

READY = Probe("/ready")


def ingress(declared: Ingress, readiness_probe: AnyProbe | None = READY, **settings: Any) -> list[Document]:
    scope = chart()
    of = profile(ingress=declared, readiness_probe=readiness_probe, **settings)
    AppIngress(scope, "It", profile=of, ingress=declared)
    return rendered(scope)


def shown(document: Document) -> list[tuple[str, str, str, str, str]]:
    """Host, path, how it is matched, Service and port of each path."""
    return [
        (rule["host"], path["path"], path["pathType"], service["name"], service["port"]["name"])
        for rule in document["spec"]["rules"]
        for path in rule["http"]["paths"]
        for service in [path["backend"]["service"]]
    ]


def alb(**declared: object) -> Ingress:
    return Ingress("shop.example.com", class_name="alb", alb=Alb(**declared))  # type: ignore[arg-type]


def test_nginx_with_tls_and_paths(snapshot: SnapshotAssertion) -> None:
    declared = Ingress(
        "{app}.{env}.example.com",
        class_name="nginx",
        paths=["/api", "/admin"],
        tls=Tls("certificate"),
        annotations={"nginx.ingress.kubernetes.io/proxy-body-size": "8m"},
    )

    assert ingress(declared) == snapshot


def test_alb_as_it_comes(snapshot: SnapshotAssertion) -> None:
    assert ingress(alb()) == snapshot


def test_alb_with_everything(snapshot: SnapshotAssertion) -> None:
    declared = alb(
        scheme="internet-facing",
        certificate_arn="arn:aws:acm:eu-west-3:1:certificate/a",
        ssl_policy="ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        group_name="public",
        deregistration_delay_seconds=15,
    )

    assert ingress(declared) == snapshot


def test_alb_on_port_80_alone(snapshot: SnapshotAssertion) -> None:
    assert ingress(alb(ssl_redirect=False), readiness_probe=None) == snapshot


def test_said_annotations_win() -> None:
    name = "alb.ingress.kubernetes.io/scheme"
    [result] = ingress(Ingress("a.example.com", class_name="alb", alb=Alb(), annotations={name: "internet-facing"}))

    assert result["metadata"]["annotations"][name] == "internet-facing"


def test_hosts_share_paths_or_have_their_own() -> None:
    declared = Ingress(
        "a.example.com",
        hosts=["*.example.com", IngressRule("admin.example.com", paths=[IngressPath("/", port="admin")])],
        class_name="nginx",
        paths=["/", IngressPath("/rpc", type="Exact", service="grpc")],
    )
    services = {"admin": Service(ports=["admin"]), "grpc": Service(ports=["grpc"])}
    [result] = ingress(declared, ports={"grpc": 50051, "admin": 8081}, services=services)

    shared = [("/", "Prefix", "shop", "http"), ("/rpc", "Exact", "shop-grpc", "grpc")]
    assert shown(result) == [
        *((host, *path) for host in ("a.example.com", "*.example.com") for path in shared),
        ("admin.example.com", "/", "Prefix", "shop-admin", "admin"),
    ]


def test_several_certificates() -> None:
    """One without hosts is for all of them."""
    secrets = [Tls("own", hosts=["a.example.com"]), Tls("all")]
    [result] = ingress(Ingress("a.example.com", hosts=["b.example.com"], class_name="nginx", tls=secrets))

    assert result["spec"]["tls"] == [
        {"hosts": ["a.example.com"], "secretName": "own"},
        {"hosts": ["a.example.com", "b.example.com"], "secretName": "all"},
    ]


def test_the_certificate_of_the_app_is_taken() -> None:
    [result] = ingress(Ingress("a.example.com", class_name="nginx"), certificate=Certificate(IssuerRef("public")))

    assert result["spec"]["tls"] == [{"hosts": ["a.example.com"], "secretName": "shop-tls"}]


def test_a_load_balancer_of_aws_reads_no_secret() -> None:
    [result] = ingress(alb(), certificate=Certificate(IssuerRef("public")))

    assert "tls" not in result["spec"]


def test_a_probe_that_asks_no_path_gives_the_load_balancer_none() -> None:
    [result] = ingress(alb(), TcpProbe())

    assert not [name for name in result["metadata"]["annotations"] if "healthcheck" in name]


def test_the_health_check_asks_the_port_of_the_probe() -> None:
    declared = Ingress("a.example.com", class_name="alb", alb=Alb(), paths=["/", IngressPath("/admin", port="admin")])
    service = Service(ports=["http", ServicePort("admin")])
    [result] = ingress(declared, Probe("/ready", scheme="HTTPS"), ports={"admin": 8081}, service=service)
    annotations = result["metadata"]["annotations"]

    check = {name.partition("/healthcheck-")[2]: value for name, value in annotations.items() if "healthcheck" in name}
    assert check == {
        "path": "/ready",
        "port": "8080",
        "protocol": "HTTPS",
    }
