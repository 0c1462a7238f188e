"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import alb_annotation_invalid
from tests.plainsail.checks.planted_ingress import ALB, alb, foreign, ingress, ours, service

_PORTS = '[{"HTTP": 80}, {"HTTPS": 443}]'


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("listen-ports", "[{HTTP: 80}]", "is no JSON"),
        ("listen-ports", '{"HTTP": 80}', "is no list of objects"),
        ("listen-ports", '[{"HTTP": "80"}]', "'80' is no number"),
        ("listen-ports", '[{"TCP": 80}]', "'TCP' is neither HTTP nor HTTPS"),
        ("listen-ports", '[{"http": 80}]', "'http' is neither HTTP nor HTTPS"),
        ("listen-ports", '[{"HTTP": 80000}]', "80000 is no port"),
        ("listen-ports", "[]", "names no port"),
        ("scheme", "public", "'public' is none of its values"),
        ("scheme", "internet_facing", "did you mean 'internet-facing'?"),
        ("target-type", "pod", "; there is instance, ip"),
        ("ip-address-type", "ipv6", "is none of its values"),
        ("backend-protocol", "http", "did you mean 'HTTP'?"),
        ("group.order", "1001", "not within -1000 and 1000"),
        ("group.name", "Shop_Front", "is no name of a group"),
        ("healthcheck-interval-seconds", "10s", "is no whole number"),
        ("healthcheck-port", "99999", "not within 1 and 65535"),
        ("healthcheck-path", "ready", "must begin with /"),
        ("success-codes", "2xx", "is no list of codes"),
        ("shield-advanced-protection", "yes", "neither true nor false"),
        ("inbound-cidrs", "10.0.0.0/8, 1.2.3.4", "'1.2.3.4' is no range of addresses"),
        ("certificate-arn", "my-certificate", "is no certificate"),
        ("ssl-policy", "TLS-1-2", "is no policy of AWS"),
        ("load-balancer-name", "a" * 33, "is no name of a load balancer"),
        ("load-balancer-attributes", "idle_timeout.timeout_seconds=5000", "not within 1 and 4000"),
        ("load-balancer-attributes", "idle_timeout.timout_seconds=60", "did you mean 'idle_timeout.timeout_seconds'?"),
        ("load-balancer-attributes", "deletion_protection.enabled", "is no key=value"),
        ("target-group-attributes", "slow_start.duration_seconds=10", "not within 30 and 900"),
        ("target-group-attributes", "deregistration_delay.timeout_seconds=30s", "is no whole number"),
        ("wafv2-acl-arn", "arn:aws:wafv2:us-east-1:1:global/webacl/a/b", "is no ARN of a regional web ACL"),
        ("auth-type", "OIDC", "did you mean 'oidc'?"),
        ("auth-idp-oidc", '{"issuer": "https://example.com"}', "has no authorizationEndpoint"),
        ("actions.fixed", '{"type":"fixed-response","fixedResponseConfig":{"statusCode":503}}', "503 is no text"),
        ("actions.fixed", "{type: fixed-response}", "is no JSON"),
        ("actions.fixed", '{"type":"redirect"}', "has no redirectConfig"),
        ("actions.fixed", '{"type":"redirect","redirectConfig":{"statusCode":"301"}}', "there is HTTP_301, HTTP_302"),
        ("actions.fixed", '{"type":"forwards"}', "its type is 'forwards'"),
        ("conditions.shop", '[{"field":"header"}]', "'header' is no condition"),
    ],
)
def test_a_value_that_is_refused(name: str, value: str, part: str) -> None:
    [finding] = alb_annotation_invalid.check(foreign(ingress({f"{ALB}{name}": value})))

    assert part in finding.message
    assert finding.severity is None


def test_the_same_on_a_service() -> None:
    [finding] = alb_annotation_invalid.check(foreign(service(alb(healthcheck_interval_seconds="3"))))

    assert finding.message == "'3' is not within 5 and 300"


def test_a_redirect_to_a_port_that_is_not_there() -> None:
    [finding] = alb_annotation_invalid.check(ours(ingress(alb(listen_ports=_PORTS, ssl_redirect="8443"))))

    assert finding.message == "redirects to port 8443, which is none that the load balancer listens on (listen-ports)"


def test_a_redirect_to_a_port_that_speaks_http() -> None:
    [finding] = alb_annotation_invalid.check(ours(ingress(alb(listen_ports='[{"HTTP": 80}]', ssl_redirect="80"))))

    assert finding.message == "redirects to port 80, which speaks HTTP"


def test_a_redirect_to_a_port_of_the_same_group_is_right() -> None:
    first = ingress(alb(group__name="a", listen_ports='[{"HTTP": 80}]', ssl_redirect="443"))
    second = ingress(alb(group__name="a", listen_ports=_PORTS), name="other")

    assert not list(alb_annotation_invalid.check(ours(first, second)))


def test_a_health_check_that_outlasts_its_interval() -> None:
    settings = alb(healthcheck_interval_seconds="10", healthcheck_timeout_seconds="10")
    [finding] = alb_annotation_invalid.check(foreign(ingress(settings)))

    assert finding.message == "waits 10 s for an answer, and asks again after 10 s; AWS takes less only"


def test_https_without_any_way_to_a_certificate() -> None:
    [finding] = alb_annotation_invalid.check(foreign(ingress(alb(listen_ports=_PORTS), host="")))

    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "annotations",
    [
        alb(listen_ports=_PORTS, ssl_redirect="443", scheme="internal", target_type="ip"),
        alb(certificate_arn="arn:aws:acm:us-west-2:xxxxx:certificate/a, arn:aws:iam::1:server-certificate/b"),
        alb(target_group_attributes="deregistration_delay.timeout_seconds=15, stickiness.enabled=true"),
        alb(load_balancer_attributes="access_logs.s3.enabled=true,access_logs.s3.bucket=a,new.attribute.of.aws=1"),
        alb(healthcheck_port="traffic-port", success_codes="200,301-302", group__order="-5"),
        alb(actions__shop='{"Type":"redirect","RedirectConfig":{"Protocol":"HTTPS","StatusCode":"HTTP_301"}}'),
        alb(actions__shop='{"type":"forward","targetGroupARN":"arn"}', tags="a=b, c=d=e"),
        alb(wafv2_acl_arn="none", healthcheck_port="web", inbound_cidrs="10.0.0.0/8, ::/0"),
    ],
)
def test_silent_about_the_sound(annotations: dict[str, str]) -> None:
    assert not list(alb_annotation_invalid.check(foreign(ingress(annotations))))


def test_silent_where_another_controller_serves() -> None:
    assert not list(alb_annotation_invalid.check(foreign(ingress(alb(scheme="public"), class_name="nginx"))))


@pytest.mark.parametrize("value", ["${CERTIFICATE_ARN}", "<your-certificate>", "{{ .Values.arn }}"])
def test_somebodys_placeholder_is_let_alone(value: str) -> None:
    assert not list(alb_annotation_invalid.check(foreign(ingress(alb(certificate_arn=value)))))
    assert list(alb_annotation_invalid.check(ours(ingress(alb(certificate_arn=value)))))
