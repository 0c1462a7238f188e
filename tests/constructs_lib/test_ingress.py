"""Ingresses."""

from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from constructs_lib.ingress import AppIngress
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import Alb, Ingress, Probe, Tls
from tests.constructs_lib.making import IDENTITY, chart, rendered

READY = Probe("/ready")


def ingress(settings: Ingress, readiness_probe: Probe | None = READY) -> list[Document]:
    scope = chart()
    AppIngress(scope, "It", identity=IDENTITY, ingress=settings, readiness_probe=readiness_probe)
    return rendered(scope)


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
