"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import alb_annotation_unknown
from tests.plainsail.checks.planted_ingress import ALB, alb, foreign, ingress, ours, service

_SERVICE = "service.beta.kubernetes.io/aws-load-balancer-"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        (f"{ALB}schema", f"{ALB}scheme"),
        (f"{ALB}target-types", f"{ALB}target-type"),
        (f"{ALB}listener-ports", f"{ALB}listen-ports"),
        (f"{ALB}healthcheck-interval", f"{ALB}healthcheck-interval-seconds"),
        (f"{ALB}certificate-arns", f"{ALB}certificate-arn"),
        ("alb.ingress.kubernetes.com/scheme", f"{ALB}scheme"),
        ("abl.ingress.kubernetes.io/scheme", f"{ALB}scheme"),
    ],
)
def test_a_misspelt_name_on_an_ingress(name: str, near: str) -> None:
    [finding] = alb_annotation_unknown.check(foreign(ingress({name: "internal"})))

    assert finding.message == f"is no annotation that the controller reads; did you mean '{near}'?"
    assert finding.severity is None


def test_a_name_that_is_like_no_other_is_good_to_know() -> None:
    [finding] = alb_annotation_unknown.check(foreign(ingress({f"{ALB}owner": "shop"})))

    assert finding.severity == "info"


def test_a_misspelt_name_on_a_service() -> None:
    [finding] = alb_annotation_unknown.check(foreign(service({f"{_SERVICE}schem": "internal"})))

    assert finding.message.endswith(f"did you mean '{_SERVICE}scheme'?")


@pytest.mark.parametrize("text", [service(alb(scheme="internal")), ingress({f"{_SERVICE}scheme": "internal"})])
def test_what_is_read_of_another_kind(text: str) -> None:
    [finding] = alb_annotation_unknown.check(foreign(text))

    assert ", not of a" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        ingress(alb(scheme="internal", actions__shop="{}", conditions__shop="[]", group__name="a")),
        ingress({f"{ALB}listener-attributes.HTTPS-443": "a=b", "nginx.ingress.kubernetes.io/auth-type": "basic"}),
        service(
            {f"{_SERVICE}type": "external", f"{_SERVICE}listener-attributes.TCP-80": "a=b"}, spec=", type: LoadBalancer"
        ),
        service(alb(healthcheck_path="/ready")),
        ingress({"ingress.kubernetes.io/auth-type": "basic", "example.com/scheme": "dark"}),
    ],
)
def test_silent_about_names_that_are_read_and_those_of_others(text: str) -> None:
    assert not list(alb_annotation_unknown.check(foreign(text)))


def test_a_service_that_is_no_load_balancer() -> None:
    [finding] = alb_annotation_unknown.check(ours(service({f"{_SERVICE}scheme": "internal"})))

    assert finding.message == "AWS' load balancers read it of a Service of type LoadBalancer, not of a ClusterIP"
    assert finding.severity is None
